/** The command line is not one of ours. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `foyer-server <command>

  start [--seed <module>]                                      run the server; in development, fill an empty database
  staff add <email> --name <name> [--role admin|agent] [--site <key>]…
                                                               password on stdin, or a one-time link is printed (--link: at once)
  staff link <email>                                           a new one-time link for one who is there: to choose a password
  staff remove <email>                                         signs them out everywhere, for good; what they wrote stays, with their name
  site add <key> --origin <origin>…                            prints the secret that signs identity tokens
  site set <key> name|enabled|retention|direct|hours|links|notice|origins|public-key|secret <value>
                                                               retention: keep, delivered or a number of days; secret: new
                                                               hours: "Mon-Fri 09:00-17:00, Sat 10:00-14:00 Europe/Berlin"
  backup <file>                                                a consistent copy of the embedded database, also while it runs
  restore <file>                                               puts a backup in place of the database; stop the server first
  export --user <id>                                           all that is stored of a user, as JSON
  erase --user <id>                                            erases it
  doctor                                                       looks for what is wrong with the set-up`;

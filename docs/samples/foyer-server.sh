#!/bin/sh
# /usr/local/bin/foyer-server: the server's commands, as its account and with its environment.
exec sudo -u foyer sh -c 'set -a; . /etc/foyer.env; cd /opt/foyer; exec node_modules/.bin/node server/dist/main.js "$@"' foyer-server "$@"

const variable = /\{([a-z]+(?:\.[a-z]+)*)\}/g;

export interface ReplyValues { visitor: string; agent: string; site: string }

/** The text of a canned reply with its variables filled in. What is no variable, or has no value, stays as it is written. */
export function fillReply(text: string, { visitor, agent, site }: ReplyValues): string {
  const values = new Map([['visitor.name', visitor], ['agent.name', agent], ['site', site]]);
  return text.replace(variable, (written, name: string) => values.get(name) || written);
}

/** An element of a small XML file, with the text between its tags. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

/**
 * Reads what the files of `resources/services` use of XML; anything else is an error, as is what is
 * not well-formed.
 */
export function readXml(source: string): XmlElement {
  const document: XmlElement = { name: '', text: '', children: [] };
  const open = [document];
  const rest = source.replace(/<!--((?!--)[\s\S])*-->|^<\?xml[^?]*\?>|<!DOCTYPE[^>]*>/g, '');
  for (const [token, end, name = '', single] of rest.matchAll(
    /<(\/?)([A-Za-z]+)(?:\s+[A-Za-z]+="[^"<]*")*\s*(\/?)>|[^<]+|</g,
  )) {
    const parent = open.at(-1);
    if (!parent || token === '<') throw new Error(`not well-formed at ${token}`);
    if (!token.startsWith('<')) parent.text += textIn(token);
    else if (!end) {
      const element = { name, text: '', children: [] };
      parent.children.push(element);
      if (!single) open.push(element);
    } else if (open.length < 2 || open.pop()?.name !== name) {
      throw new Error(`</${name}> closes nothing`);
    }
  }
  const [root, ...more] = document.children;
  if (!root || more.length > 0 || open.length > 1 || document.text.trim()) {
    throw new Error('not one element that is closed');
  }
  return root;
}

/** The element that these names lead to. */
export function childOf(element: XmlElement, ...names: string[]): XmlElement {
  return names.reduce((at, name) => {
    const found = at.children.find((child) => child.name === name);
    if (!found) throw new Error(`<${at.name}> has no <${name}>`);
    return found;
  }, element);
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

function textIn(token: string): string {
  return token.replace(/&[^;]*;?/g, (entity) => {
    const character = entities[entity];
    if (character === undefined) throw new Error(`unknown entity ${entity}`);
    return character;
  });
}

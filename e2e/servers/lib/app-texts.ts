/** What an MCP App's server sends (SEP-1865), exactly: a tool, its view, and how it is read. */

export const UI = 'io.modelcontextprotocol/ui';
export const VIEW_URI = 'ui://weather/view.html';

/** The key that hosts read today and the flat one of before, as real servers send both. */
export const SHOW_TOOL = String.raw`{"name":"show", "title":"Sh\u006fw","inputSchema":{"type":"object"},"_meta":{"ui":{"resourceUri":"${VIEW_URI}","visibility":["model","app"],"x-ui":1.0},"ui/resourceUri":"${VIEW_URI}"}}`;

/** Only the app calls it, under its bare name: it knows no other. */
export const REFRESH_TOOL = `{"name":"refresh","inputSchema":{"type":"object"},"_meta":{"ui":{"resourceUri":"${VIEW_URI}","visibility":["app"]}}}`;

export const VIEW_RESOURCE = `{"uri":"${VIEW_URI}","name":"view","mimeType":"text/html;profile=mcp-app" ,"_meta":{"ui":{"prefersBorder":true,"csp":{"connectDomains":["https://a.example"]}}}}`;

/** The members of a `resources/read` result. */
export const VIEW_CONTENTS = String.raw`"contents":[{"uri":"${VIEW_URI}","mimeType":"text/html;profile=mcp-app","text":"<!doctype html>\u003cp id=\"n\">1e400 é</p>","_meta":{"ui":{"csp":{"connectDomains":["https://a.example"]},"domain":"a","x-n":12345678901234567890}}}]`;

/** The members of the tools' result. */
export const SHOWN = `"content":[{"type":"text","text":"sunny"}],"structuredContent":{"t":1.0},"_meta":{"ui":{"x-big":12345678901234567890}}`;

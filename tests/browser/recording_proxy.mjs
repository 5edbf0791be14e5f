// A proxy that stands between the phones and the server and keeps all that passes, in both directions.
import http from "node:http";
import { once } from "node:events";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

export class RecordingProxy {
  static async start(t, server) {
    const proxy = new RecordingProxy(server);
    proxy.listener.listen(0, "127.0.0.1");
    await once(proxy.listener, "listening");
    t.after(() => proxy.stop());
    return proxy;
  }

  /** `exchanges`: of each request its head and body, and those of its answer; `channels`: of each live channel its head and frames. */
  constructor(server) {
    Object.assign(this, { server, exchanges: [], channels: [], sockets: new Set() });
    this.listener = http.createServer((request, response) => this.pass(request, response).catch(() => response.destroy()));
    this.listener.on("upgrade", (request, socket, head) => this.join(request, socket, head));
    this.listener.on("connection", (socket) => this.sockets.add(socket));
  }

  get url() {
    return `http://127.0.0.1:${this.listener.address().port}`;
  }

  stop() {
    this.listener.close();
    for (const socket of this.sockets) socket.destroy();
  }

  forward(request) {
    const { method, url: path, headers } = request;
    return http.request({ host: "127.0.0.1", port: this.server.port, method, path, headers });
  }

  async pass(request, response) {
    const sent = await whole(request);
    const onward = this.forward(request);
    onward.end(sent);
    const [answer] = await once(onward, "response");
    const came = await whole(answer);
    this.exchanges.push({ head: headOf(request), path: request.url, sent, answer: answerHead(answer), came: decoded(answer, came) });
    response.writeHead(answer.statusCode, answer.headers);
    response.end(came);
  }

  /** A live channel: both ends are joined, and what passes is kept. */
  join(request, socket, head) {
    const channel = { head: headOf(request), up: [], down: [] };
    this.channels.push(channel);
    const onward = this.forward(request);
    onward.on("error", () => socket.destroy());
    onward.on("response", () => socket.destroy());
    onward.on("upgrade", (answer, far, farHead) => {
      this.sockets.add(far);
      socket.write(`${answerHead(answer)}\r\n\r\n`);
      for (const [from, to, kept, first] of [[socket, far, channel.up, head], [far, socket, channel.down, farHead]]) {
        const carry = (bytes) => {
          kept.push(bytes);
          to.write(bytes);
        };
        if (first.length > 0) carry(first);
        from.on("data", carry);
        from.on("error", () => to.destroy());
        from.on("close", () => to.destroy());
      }
    });
    onward.end();
  }

  /** All that passed and is not a file of the app, as named pieces of bytes. */
  pieces() {
    const api = this.exchanges.filter((exchange) => exchange.path.startsWith("/api/"));
    const heads = this.exchanges.map(({ head, path }) => ({ name: `head of ${path}`, bytes: Buffer.from(head) }));
    const bodies = api.flatMap(({ path, sent, answer, came }) => [
      { name: `body to ${path}`, bytes: sent },
      { name: `head from ${path}`, bytes: Buffer.from(answer) },
      { name: `body from ${path}`, bytes: came },
    ]);
    const frames = this.channels.flatMap(({ head, up, down }) => [
      { name: "head of a live channel", bytes: Buffer.from(head) },
      { name: "frames to the server", bytes: unmasked(Buffer.concat(up)) },
      { name: "frames from the server", bytes: Buffer.concat(down) },
    ]);
    return [...heads, ...bodies, ...frames];
  }
}

async function whole(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

const lines = (raw) => raw.reduce((text, part, index) => text + part + (index % 2 === 0 ? ": " : "\r\n"), "");
const headOf = (request) => `${request.method} ${request.url} HTTP/1.1\r\n${lines(request.rawHeaders)}`;
const answerHead = (answer) => `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${lines(answer.rawHeaders)}`.trimEnd();

function decoded(answer, bytes) {
  const by = { br: brotliDecompressSync, gzip: gunzipSync }[answer.headers["content-encoding"]];
  return by ? by(bytes) : bytes;
}

/** The contents of WebSocket frames that a browser sent: each is masked by four bytes of its own (RFC 6455, 5.2). */
function unmasked(bytes) {
  const contents = [];
  for (let at = 0; at + 2 <= bytes.length; ) {
    let length = bytes[at + 1] & 0x7f;
    let next = at + 2;
    if (length === 126) [length, next] = [bytes.readUInt16BE(next), next + 2];
    else if (length === 127) [length, next] = [Number(bytes.readBigUInt64BE(next)), next + 8];
    const isMasked = (bytes[at + 1] & 0x80) !== 0;
    const mask = isMasked ? bytes.subarray(next, next + 4) : Buffer.alloc(4);
    next += isMasked ? 4 : 0;
    contents.push(Buffer.from(bytes.subarray(next, next + length).map((byte, index) => byte ^ mask[index % 4])));
    at = next + length;
  }
  return Buffer.concat(contents);
}

// Looks for marked words in bytes, in every writing in which they could stand there.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** A word in the writings in which it could stand somewhere. */
export function writings(word) {
  const plain = Buffer.from(word);
  const bytes = (text) => Buffer.from(text, "latin1");
  const wide = Buffer.from(word, "utf16le");
  const percent = [...plain].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const escaped = [...word].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
  return [
    ["UTF-8", plain],
    ["UTF-16, little end first", wide],
    ["UTF-16, big end first", Buffer.from(wide).swap16()],
    ["hexadecimal", bytes(plain.toString("hex"))],
    ["a URL", bytes(encodeURIComponent(word))],
    ["a form", bytes(encodeURIComponent(word).replaceAll("%20", "+"))],
    ["percents", bytes(percent)],
    ["JSON escapes", bytes(escaped)],
    ...base64Writings(plain, "base64"),
    ...base64Writings(plain, "base64url"),
  ];
}

/** In base 64 a word looks otherwise at each of three places; what depends on its neighbours is left out. */
function base64Writings(plain, alphabet) {
  return [0, 1, 2].map((before) => {
    const written = Buffer.concat([Buffer.alloc(before), plain]).toString(alphabet).replaceAll("=", "");
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(((before + plain.length) * 8) / 6);
    return [`${alphabet} at ${before}`, Buffer.from(written.slice(from, to), "latin1")];
  });
}

/** Where any of the words stands, whatever the case of its letters. */
export function findings(pieces, words) {
  const wanted = words.flatMap((word) => writings(word).map(([writing, bytes]) => ({ word, writing, bytes })));
  return pieces.flatMap(({ name, bytes }) => {
    const lower = lowered(bytes);
    const isIn = (what) => bytes.includes(what.bytes) || lower.includes(lowered(what.bytes));
    return wanted.filter(isIn).map(({ word, writing }) => `“${word}” as ${writing} in ${name}`);
  });
}

const lowered = (bytes) => Buffer.from(bytes.toString("latin1").toLowerCase(), "latin1");

/** The files of a folder, as named pieces of bytes. */
export async function files(folder) {
  const names = await readdir(folder);
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

/** Bytes in the ways in which a secret could be written down. */
export const ways = (bytes) => [bytes, ...["hex", "base64", "base64url"].map((way) => Buffer.from(bytes.toString(way).replaceAll("=", "")))];

/** The names of the pieces in which any of the bytes stand. */
export const has = (pieces, wanted) => pieces.filter((piece) => wanted.some((bytes) => piece.bytes.includes(bytes))).map((piece) => piece.name);

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** An invitation's code as it is typed, and the secret that it holds. */
export function waysOfCode(code) {
  const bare = code.replaceAll("-", "");
  const bits = [...bare.slice(0, 26)].map((digit) => CROCKFORD.indexOf(digit).toString(2).padStart(5, "0")).join("").slice(0, 128);
  const secret = Buffer.from(BigInt(`0b${bits}`).toString(16).padStart(32, "0"), "hex");
  return [Buffer.from(bare), Buffer.from(code), ...ways(secret)];
}

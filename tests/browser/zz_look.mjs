import { chromium } from "playwright-core";
import { Server, PHONE, CHROMIUM_ARGS, firstMinute } from "./harness.mjs";
const ends = []; const t = { after: (f) => ends.push(f) };
const server = await Server.start(t);
const b = await chromium.launch({ executablePath: process.env.EBB_CHROMIUM, args: CHROMIUM_ARGS });
const c = await b.newContext({ ...PHONE, baseURL: server.url });
await c.clock.setFixedTime(new Date("2026-11-26T09:41:00+01:00"));
const page = await c.newPage();
page.on("console", (m) => console.log("console:", m.text().slice(0, 600)));
page.on("pageerror", (e) => console.log("pageerror:", String(e).slice(0, 600)));
page.setDefaultTimeout(6000);
try { await (await import(process.argv[2])).default(page, { server, b, firstMinute }); } catch (e) { console.log(String(e).slice(0, 500)); }
await b.close(); for (const f of ends) await f();

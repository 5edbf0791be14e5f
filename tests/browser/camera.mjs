// Pictures for the camera of the browser tests: the code that a page shows, and others; as a file that Chromium plays in a camera's
// place, or put into a page.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, folder, needed } from "./harness.mjs";

const [WIDTH, HEIGHT] = [640, 480];

/** The code that a page shows, as a camera sees it: the shades of a picture, row by row. */
export async function seenByCamera(page) {
  const shades = await page.locator("svg.qr").evaluate(async (svg, [width, height]) => {
    const copy = svg.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", "300");
    copy.setAttribute("height", "300");
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    const context = canvas.getContext("2d");
    context.fillStyle = "#9a9a90";
    context.fillRect(0, 0, width, height);
    // Held a little askew.
    context.translate(width / 2, height / 2);
    context.rotate(0.12);
    context.fillStyle = "#fff";
    context.fillRect(-150, -150, 300, 300);
    context.drawImage(image, -150, -150);
    const { data } = context.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, at) => data[4 * at + 1]);
  }, [WIDTH, HEIGHT]);
  return Buffer.from(shades);
}

/** A code of somebody else: “HELLO WORLD”, 21 × 21, row by row from the left, as bits. */
const FOREIGN = [
  0x1fd87f, 0x105241, 0x17535d, 0x17505d, 0x17545d, 0x104441, 0x1fd57f,
  0x001000, 0x0d615f, 0x081e11, 0x06ec58, 0x0da6ae, 0x115775, 0x001a45,
  0x1fd42c, 0x104b68, 0x17547f, 0x174aa2, 0x1752e9, 0x10578b, 0x1fc2e1,
];

/** A code that is not of Ebb, as a camera sees it. */
export function foreignCode() {
  const shades = Buffer.alloc(WIDTH * HEIGHT, 0xff);
  const module = 14;
  const [left, top] = [(WIDTH - 21 * module) / 2, (HEIGHT - 21 * module) / 2];
  for (let y = 0; y < 21 * module; y += 1) {
    for (let x = 0; x < 21 * module; x += 1) {
      const isDark = (FOREIGN[Math.floor(y / module)] >> (20 - Math.floor(x / module))) & 1;
      if (isDark) shades[(top + y) * WIDTH + left + x] = 0;
    }
  }
  return shades;
}

/** The same, half of it hidden: nobody can read it. */
export function hiddenCode() {
  const shades = foreignCode();
  for (let y = 0; y < HEIGHT; y += 1) shades.fill(0x9a, y * WIDTH, y * WIDTH + WIDTH / 2);
  return shades;
}

/** A wall. */
export const noCode = () => Buffer.alloc(WIDTH * HEIGHT, 0x9a);

/** A browser whose camera sees this; without `allowed`, one whose owner lets no page use it. */
export async function browserWithCamera(t, shades, { allowed = true } = {}) {
  const file = join(await folder(t), "camera.y4m");
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 0x80);
  // Full brightness is 235, full darkness 16.
  const luma = shades.map((shade) => 16 + Math.round((shade * 219) / 255));
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  await writeFile(file, Buffer.concat([head, ...Array.from({ length: 3 }, () => Buffer.concat([Buffer.from("FRAME\n"), luma, grey]))]));
  const args = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${file}`];
  if (allowed) args.push("--use-fake-ui-for-media-stream");
  const launched = await chromium.launch({ executablePath: needed("EBB_CHROMIUM"), args: [...CHROMIUM_ARGS, ...args] });
  t.after(() => launched.close());
  return launched;
}

/** Puts a picture that stands still in the place of a page's camera. */
export const pretendCamera = (page, shades) =>
  page.evaluate(([shades, width, height]) => {
    MediaDevices.prototype.getUserMedia = async () => {
      const canvas = Object.assign(document.createElement("canvas"), { width, height });
      const context = canvas.getContext("2d");
      const bytes = Uint8Array.from(atob(shades), (character) => character.charCodeAt(0));
      const picture = new ImageData(width, height);
      bytes.forEach((shade, at) => picture.data.set([shade, shade, shade, 0xff], 4 * at));
      context.putImageData(picture, 0, 0);
      const stream = canvas.captureStream();
      // A stream of a canvas has a picture only once something is drawn.
      const [track] = stream.getTracks();
      const drawing = setInterval(() => (track.readyState === "live" ? context.putImageData(picture, 0, 0) : clearInterval(drawing)), 100);
      return stream;
    };
  }, [shades.toString("base64"), WIDTH, HEIGHT]);

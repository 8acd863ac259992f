import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';

const oneYearMs = 365 * 86_400_000;

/** The desk runs no inline script or style, talks to this server only, and lets nobody frame it. */
const deskPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self' ws: wss:", "img-src 'self' data: blob:", "font-src 'self'",
  "media-src 'self' blob:", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

/** The demo page stands for any web site: it may style itself inline. */
const sitePolicy = [
  "default-src 'self'", "style-src 'self' 'unsafe-inline'", "connect-src 'self' ws: wss:", "img-src 'self' data: blob:", "media-src 'self' blob:",
  "object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'",
].join('; ');

/** The playground tries out the element, with other servers too. */
const playgroundPolicy = sitePolicy.replace("connect-src 'self' ws: wss:", "connect-src 'self' http: https: ws: wss:");

/** The built pages and scripts; nothing where the folder is missing. Other sites load the script and its assets. */
export function pagesRouter(folder: string): express.Router {
  const router = express.Router();
  if (!existsSync(folder)) return router;
  const page = (file: string, policy: string): express.RequestHandler => (_request, response) => {
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(folder, file));
  };
  router.get('/', page('index.html', sitePolicy));
  router.get('/staff', page('staff.html', deskPolicy));
  router.get('/playground', page('playground/index.html', playgroundPolicy));
  router.get('/playground/stage', page('playground/stage.html', playgroundPolicy));
  router.use((_request, response, next) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    next();
  });
  router.use('/assets', express.static(join(folder, 'assets'), { index: false, fallthrough: true, immutable: true, maxAge: oneYearMs }));
  router.use(express.static(folder, { index: false, redirect: false, maxAge: 0 }));
  return router;
}

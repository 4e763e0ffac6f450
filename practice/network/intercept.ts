import type { PracticeNetwork } from './server.ts';

interface InterceptedRequest {
  method(): string;
  url(): string;
  postData(): string | null;
}
interface InterceptedRoute {
  request(): InterceptedRequest;
  fulfill(answer: { status: number; headers: Record<string, string>; body: string }): Promise<void>;
}
interface InterceptingContext {
  route(address: RegExp, handler: (route: InterceptedRoute) => Promise<void>): Promise<unknown>;
}

export const PRACTICE_ADDRESSES = /^https:\/\/(?:www\.|m\.)?(?:vk\.com|vk\.ru|ok\.ru|web\.telegram\.org)\//;

/**
 * Makes a Playwright browser context see the practice pages at the networks' own addresses. Where an answer leads elsewhere the page goes there
 * itself: Playwright would ask the real network.
 */
export async function routeToPractice(context: InterceptingContext, network: PracticeNetwork): Promise<void> {
  await context.route(PRACTICE_ADDRESSES, async (route) => {
    const request = route.request();
    const answer = await network.answer({ method: request.method(), url: request.url(), body: request.postData() ?? '' });
    await route.fulfill(answer.status === 302 ? leadingTo(answer.headers.location ?? '/') : answer);
  });
}

function leadingTo(address: string) {
  const body = `<!doctype html><meta http-equiv="refresh" content="0;url=${address}">`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

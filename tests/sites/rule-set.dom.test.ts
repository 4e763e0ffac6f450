import { expect, test } from 'vitest';
import { matchingIn } from '../../lib/sites/shared/nodes.ts';
import { createRuleSet, inLayout } from '../../lib/sites/shared/selectors.ts';

const now = inLayout('now');
const later = inLayout('later');
const made = () => createRuleSet({ post: [now('.post', 'in-use', '2026')], text: [now('.text', 'in-use', '2026')] });

test('other selectors are read by at once when they are put in place, and a role they leave out keeps its own', () => {
  const rules = made();
  expect(rules.css('post', 'text')).toBe('.post, .text');

  expect(rules.replace({ post: [later('.card', 'saved-page', '2026-12')] }, document)).toEqual([]);

  expect(rules.css('post', 'text')).toBe('.card, .text');
  expect(rules.of('post')[0]?.layout).toBe('later');
});

test('a selector that does not parse is left out alone and named', () => {
  const rules = made();
  const broken = later('.card[', 'guess', 'never');

  expect(rules.replace({ post: [broken, later('.card', 'in-use', '2026')] }, document)).toEqual([broken]);

  expect(rules.css('post')).toBe('.card');
});

test('a role with no selectors matches nothing instead of everything', () => {
  const rules = made();

  rules.replace({ post: [] }, document);

  expect(document.documentElement.matches(rules.css('post'))).toBe(false);
});

test('what several selectors find is told once and in the order of the page when each is asked alone', () => {
  const root = document.createElement('section');
  root.className = 'b';
  const [first, second, third] = ['b', 'a b', 'a'].map((name) => {
    const child = root.appendChild(document.createElement('p'));
    child.className = name;
    return child;
  });

  expect(matchingIn(root, ['.a', '.b'])).toEqual([root, first, second, third]);
  expect(matchingIn(root, ['.a'])).toEqual([second, third]);
  expect(matchingIn(root, [])).toEqual([]);
});

import { ask, h, lines } from './dom.js';
import { createBox } from './places.js';

// A channel's post and its comments in both clients of Telegram Web, as public tools of 2026 read them.

const isA = location.pathname.startsWith('/a');
const PEER = '-1001900000101';
const MONTHS = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];
const root = document.getElementById('column-center');
addEventListener('hashchange', show);
show();

async function show() {
  const answer = await ask('post', { id: '42' });
  const post = { ...answer.post, frame: answer };
  const inThread = /_\d+_thread/.test(location.hash);
  const list = h('div', { class: isA ? 'messages-container' : 'bubbles' });
  const send = h('button', { class: isA ? 'Button send main-button' : 'btn-icon btn-send' }, '➤');
  const attributes = isA ? { id: 'editable-message-text' } : { class: 'input-message-input', 'data-peer-id': PEER };
  const box = createBox({ post, button: send, attributes, fill });
  function fill() {
    list.replaceChildren(...[post, ...(inThread ? post.comments : [])].map(isA ? messageOf : bubbleOf));
  }
  fill();
  const title = h('span', { class: isA ? 'title' : 'peer-title' }, post.author.name);
  const info = h('div', { class: isA ? 'ChatInfo' : 'chat-info' }, title);
  const form = h('div', { class: isA ? 'Composer' : 'chat-input' }, box.node, send);
  const column = isA
    ? h('div', { id: 'MiddleColumn' }, info, list, form)
    : h('div', { class: 'chats-container' }, h('div', { class: 'chat active' }, info, list, form));
  root.replaceChildren(column);
}

function bubbleOf(message) {
  const at = new Date(message.at);
  const date = `${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()}, ${clock(at)}:${two(at.getSeconds())}`;
  const time = h('span', { class: 'time' }, h('div', { class: 'time-inner', title: date }, clock(at)));
  const text = h('div', { class: 'message' }, h('span', { class: 'translatable-message' }, message.text), time);
  return h('div', { class: 'bubble channel-post', 'data-mid': String(message.id), 'data-peer-id': PEER }, text);
}

function messageOf(message) {
  const at = new Date(message.at);
  const meta = h('span', { class: 'MessageMeta' }, h('span', { class: 'message-time' }, clock(at)));
  const text = h('div', { class: 'text-content' }, ...lines(message.text), meta);
  const name =
    'thread' in message ? h('div', { class: 'message-title' }, h('span', { class: 'sender-title' }, message.author.name)) : null;
  const item = h('div', { id: `message-${message.id}`, class: 'Message', 'data-message-id': String(message.id) }, name, text);
  const day = h('div', { class: 'sticky-date' }, h('span', {}, `${at.getDate()} ${MONTHS[at.getMonth()]}`));
  return h('div', { class: 'message-date-group' }, day, item);
}

function clock(at) {
  return `${at.getHours()}:${two(at.getMinutes())}`;
}

function two(number) {
  return String(number).padStart(2, '0');
}

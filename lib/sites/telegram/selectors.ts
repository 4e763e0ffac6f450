import { inLayout, type Selectors } from '../shared/selectors.ts';

/** The two clients of web.telegram.org: `/k/` and `/a/`. */
const k = inLayout('k');
const a = inLayout('a');

/** Known from public tools of 2026, not from live pages. */
export const telegramSelectors = {
  message: [
    k('.bubble[data-mid]', 'in-use', '2026'),
    a('.Message[data-message-id]', 'in-use', '2026'),
    a('[id^="message-"]:not([data-message-id])', 'in-use', '2026'),
  ],
  notAMessage: [
    k('.bubble.service', 'in-use', '2026'),
    k('.bubble.is-sponsored', 'guess', 'never'),
    a('.ActionMessage, .SponsoredMessage', 'guess', 'never'),
  ],
  // Other chats stay in the document, hidden; a preview lies over the page.
  otherChat: [k('.chats-container > .chat:not(.active)', 'in-use', '2026'), k('.chat-preview', 'in-use', '2026')],
  chat: [
    k('#column-center .chats-container > .chat.active:not(.chat-preview)', 'in-use', '2026'),
    k('#column-center', 'in-use', '2026'),
    a('#MiddleColumn', 'in-use', '2026'),
  ],
  // Where the number of the open chat stands when its messages do not say it; inside a message it is the sender's.
  chatPeer: [
    k('#column-center .chats-container > .chat.active:not(.chat-preview) .chat-info .peer-title[data-peer-id]', 'in-use', '2026'),
    k('.chat-input .input-message-input[data-peer-id]', 'in-use', '2026'),
  ],
  discussionChat: [k('.chat.active[data-type="discussion"]', 'guess', 'never')],
  text: [k('.translatable-message', 'in-use', '2026'), k('.message', 'in-use', '2026'), a('.text-content', 'in-use', '2026')],
  // Stands inside the text and was not written: the clock, the answered message, the reactions.
  junk: [
    k('.time, .reply, .reactions, .bubble-beside-button', 'in-use', '2026'),
    a('.MessageMeta, .Reactions, .EmbeddedMessage', 'in-use', '2026'),
  ],
  author: [
    k('.name .peer-title, .bubble-name .peer-title', 'guess', 'never'),
    a('.message-title .sender-title, .message-title-name', 'guess', 'never'),
  ],
  date: [
    k('.time-inner[title]', 'in-use', '2026'),
    k('.time[title], .time [title]', 'in-use', '2026'),
    a('.message-time[title]', 'guess', 'never'),
  ],
  clock: [k('.time', 'in-use', '2026'), a('.message-time', 'guess', 'never')],
  day: [a('.message-date-group', 'guess', 'never')],
  dayWords: [a('.sticky-date', 'guess', 'never')],
  chatTitle: [
    k('.chat-info .peer-title', 'in-use', '2026'),
    a('#MiddleColumn .ChatInfo .title, #MiddleColumn .chat-info .title', 'in-use', '2026'),
  ],
  composerInput: [
    k('.chat-input .input-message-input[contenteditable="true"]:not(.input-field-input-fake)', 'in-use', '2026'),
    k('.input-message-input[contenteditable="true"]:not(.input-field-input-fake)', 'in-use', '2026'),
    a('#editable-message-text', 'in-use', '2026'),
    a('.Composer [contenteditable="true"]', 'in-use', '2026-08'),
  ],
  // The message a new one will answer, shown above the box.
  composerTarget: [k('.chat-input .reply', 'guess', 'never'), a('.ComposerEmbeddedMessage', 'guess', 'never')],
} satisfies Selectors;

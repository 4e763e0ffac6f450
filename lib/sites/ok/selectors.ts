import { combined, inLayout, type Selectors } from '../shared/selectors.ts';

const feed = inLayout('feed');
const topic = inLayout('topic');
const comment = inLayout('comments');
const old = inLayout('comments-2018');

/** Known from public material gathered in 2026-11, not from live pages: no saved page of OK was found. */
export const okSelectors = {
  feedItem: [
    feed('.feed-w', 'in-use', '2026-03'),
    feed('div[data-feed-id]:not(.feed-w *)', 'in-use', '2025-05'),
    feed('.groups_post-w', 'in-use', '2017'),
  ],
  // The same id also hosts the box for a new topic: a head or a discussion inside tells them apart.
  topicRoot: [
    topic('#hook_Block_MediaTopicLayerBody', 'in-use', '2023'),
    topic('#hook_Block_MediaStatusLayerBody', 'in-use', '2024'),
    topic('.mlr_cnts', 'in-use', '2018'),
  ],
  comment: [
    comment('.comments_i', 'in-use', '2025'),
    comment('.comments_lst_cnt > div[id^="hook_Block_"] > div[data-seen-params]', 'in-use', '2021'),
  ],
  advert: [
    feed('button[class*="advert-badge"]', 'in-use', '2026-08'),
    feed('.feed-action > [data-url*="adv_info"]', 'in-use', '2026-03'),
    feed('dzen-content', 'in-use', '2025-05'),
  ],
  feedHeader: [feed('.feed-header', 'in-use', '2026-08'), feed('.feed_top', 'in-use', '2022')],
  feedAuthor: [
    feed('a.group-link.o, a.user-link.o', 'in-use', '2022'),
    feed('.feed-header a[href^="/group/"], .feed-header a[href^="/profile/"]', 'guess', 'never'),
    feed('[class*="group-name__"] a[href], [class*="user-name__"] a[href]', 'in-use', '2025'),
  ],
  feedLink: [
    feed('a.media-text_a[aria-label="Открыть топик"]', 'in-use', '2025'),
    feed('a.media-text_a[href*="/topic/"], a.media-text_a[href*="/statuses/"]', 'in-use', '2025'),
    feed('a[href*="/topic/"], a[href*="/statuses/"]', 'guess', 'never'),
  ],
  feedDate: [feed('time', 'in-use', '2025'), feed('.feed_date', 'in-use', '2021')],
  feedCommentControl: [
    feed('[data-module="CommentWidgets"]', 'in-use', '2018'),
    feed(
      'li.widget-list_i[data-widget-item-type="comment"] button, li.widget-list_i[data-widget-item-type="comment"]',
      'guess',
      'never',
    ),
  ],
  text: [feed('.media-text_cnt_tx', 'in-use', '2025'), feed('.media-text_cnt', 'in-use', '2024')],
  topicHead: [topic('.mlr_top', 'in-use', '2021')],
  topicAuthorData: [topic('group-author[data]', 'in-use', '2021')],
  topicAuthorName: [
    topic('[class*="group-name__"]', 'in-use', '2025'),
    topic('[class*="user-name__"]', 'in-use', '2025'),
    topic('.mlr_top a.group-link.o, .mlr_top a.user-link.o', 'guess', 'never'),
  ],
  topicDate: [topic('[class*="group-author-bottom__"] time', 'in-use', '2023'), topic('time', 'in-use', '2025')],
  topicLink: [topic('.mlr_top a[href*="/topic/"], .mlr_cnt a.media-text_a[href]', 'guess', 'never')],
  commentAuthor: [
    comment('a.comments_current__header__main__author__name', 'in-use', '2025'),
    comment('a.comments_author-name', 'in-use', '2025'),
    old('.comments_author a[href^="/profile/"], .comments_author > span > a', 'in-use', '2018'),
  ],
  commentText: [comment('span.js-text-full', 'in-use', '2025'), old('.comments_text.textWrap, .comments_text', 'in-use', '2018')],
  commentDate: [comment('span.comments_current__footer__main__date', 'in-use', '2025')],
  commentFooter: [comment('.comments_current__footer__main', 'guess', 'never'), comment('.comments_current', 'in-use', '2023')],
  commentReplyControl: [
    old('a.comments_reply', 'in-use', '2018'),
    comment('[class*="comments_current__footer"] [class*="reply"]', 'guess', 'never'),
  ],
  answered: [comment('[data-rid]', 'in-use', '2021')],
  deleted: [old('.comments_i.__deleted', 'in-use', '2018'), old('.delete-stub_info', 'in-use', '2022')],
  discussion: [topic('.mlr_disc', 'in-use', '2021'), comment('.comments_lst_cnt', 'in-use', '2021')],
  expander: [feed('.media_more, .media-text_more', 'in-use', '2017')],
  composerInput: [
    comment('.js-comments_add[contenteditable="true"]', 'in-use', '2024'),
    comment('.comments_add-ceditable', 'saved-page', '2026-08'),
    comment('[data-placeholder^="Напишите комментарий"]', 'saved-page', '2026-08'),
    old('div[name="st.dM"]', 'in-use', '2018'),
  ],
  composerForm: [comment('.comments_add', 'in-use', '2022'), old('.comments_form', 'in-use', '2017')],
  notTheComposer: [
    feed('.posting_itx, .js-posting-itx, [data-link-labels-enabled]', 'saved-page', '2026-08'),
    feed('[data-tsid="write_msg_input-input"]', 'in-use', '2025-05'),
  ],
} satisfies Selectors;

export type OkRole = keyof typeof okSelectors;

export const OK_COMMENT = combined(okSelectors.comment);
export const OK_FEED_ITEM = combined(okSelectors.feedItem);
export const OK_TOPIC_ROOT = combined(okSelectors.topicRoot);
/** Everything that is a message: a part found inside belongs to the nearest of these. */
export const OK_ITEM = [OK_COMMENT, OK_FEED_ITEM, OK_TOPIC_ROOT].join(', ');

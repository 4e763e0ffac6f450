import { inLayout, type Selectors } from '../shared/selectors.ts';

const feed = inLayout('feed');
const topic = inLayout('topic');
const comment = inLayout('comments');
const old = inLayout('comments-2018');
const mobile = inLayout('mobile');
/** Layers that hold a topic whole. */
const LAYER = ':is(#hook_Block_MediaTopicLayerBody, #hook_Block_MediaStatusLayerBody)';

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
    topic(`.media-layer_c:not(${LAYER} *, ${LAYER})`, 'in-use', '2023'),
    // A topic on a page of its own, where no layer holds it.
    topic(`div:has(> .mlr_top):not(.media-layer_c, .media-layer_c *, ${LAYER} *, ${LAYER})`, 'in-use', '2021'),
    mobile('body:has(.topic-block, .topic-text_content)', 'in-use', '2022'),
  ],
  comment: [
    comment('.comments_i', 'in-use', '2025'),
    comment('.comments_lst_cnt > div[id^="hook_Block_"] > div[data-seen-params]:not(.comments_i)', 'in-use', '2021'),
    comment('.comments_current:not(.comments_i *, [data-seen-params] *)', 'in-use', '2023'),
    mobile('.discus_dialogs_i', 'saved-page', '2020-09'),
    old('.d_comment_w', 'in-use', '2017'),
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
    feed('[class*="group-name__"], [class*="user-name__"]', 'in-use', '2025'),
  ],
  feedLink: [
    feed('a.media-text_a[aria-label="Открыть топик"]', 'in-use', '2025'),
    feed('a.media-text_a[href*="/topic/"], a.media-text_a[href*="/statuses/"]', 'in-use', '2025'),
    feed('a[href*="/topic/"], a[href*="/statuses/"]', 'guess', 'never'),
  ],
  feedDate: [feed('time', 'in-use', '2025'), feed('.feed_date', 'in-use', '2021'), feed('.feed-info-date', 'in-use', '2022')],
  feedCommentControl: [
    feed('[data-module="CommentWidgets"]', 'in-use', '2018'),
    feed(
      'li.widget-list_i[data-widget-item-type="comment"] button, li.widget-list_i[data-widget-item-type="comment"]',
      'guess',
      'never',
    ),
  ],
  text: [
    feed('.media-text_cnt_tx', 'in-use', '2025'),
    feed('.media-text_cnt', 'in-use', '2024'),
    mobile('.topic-block', 'in-use', '2022'),
    mobile('.topic-text_before, .topic-text_content', 'in-use', '2021'),
  ],
  topicHead: [topic('.mlr_top', 'in-use', '2021'), mobile('.feed-info-date', 'in-use', '2022')],
  topicAuthorData: [topic('group-author[data]', 'in-use', '2021')],
  topicAuthorName: [
    topic('[class*="group-name__"]', 'in-use', '2025'),
    topic('[class*="user-name__"]', 'in-use', '2025'),
    topic('.mlr_top a.group-link.o, .mlr_top a.user-link.o', 'guess', 'never'),
    mobile('a.emphased.grp, a.emphased.usr', 'in-use', '2022'),
  ],
  topicDate: [
    topic('[class*="group-author-bottom__"] time', 'in-use', '2023'),
    mobile('.feed-info-date time', 'in-use', '2022'),
    topic('time', 'in-use', '2025'),
  ],
  topicLink: [topic('.mlr_top a[href*="/topic/"], .mlr_cnt a.media-text_a[href]', 'guess', 'never')],
  commentAuthor: [
    comment('a.comments_current__header__main__author__name', 'in-use', '2025'),
    comment('a.comments_author-name', 'in-use', '2025'),
    old('.comments_author a[href^="/profile/"], .comments_author > span > a', 'in-use', '2018'),
    mobile('a.emphased.usr, a.emphased.grp', 'saved-page', '2020-09'),
  ],
  commentText: [
    comment('.js-text-full', 'in-use', '2025'),
    old('.comments_text.textWrap, .comments_text', 'in-use', '2018'),
    mobile('.discus_txt', 'saved-page', '2020-09'),
    old('.d_comment_text', 'in-use', '2017'),
  ],
  commentDate: [comment('.comments_current__footer__main__date', 'in-use', '2025'), mobile('.tstmp', 'in-use', '2020-09')],
  commentName: [mobile('a[name^="msg"]', 'in-use', '2020-09')],
  commentFooter: [comment('.comments_current__footer__main', 'guess', 'never'), comment('.comments_current', 'in-use', '2023')],
  commentReplyControl: [
    old('a.comments_reply', 'in-use', '2018'),
    comment('[class*="comments_current__footer"] [class*="reply"]', 'guess', 'never'),
  ],
  answered: [comment('[data-rid]', 'in-use', '2021')],
  deleted: [old('.comments_i.__deleted', 'in-use', '2018'), old('.delete-stub_info', 'in-use', '2022')],
  topicDeleted: [topic('.delete-stub_info, .delete-stub_i', 'in-use', '2022')],
  discussion: [topic('.mlr_disc', 'in-use', '2021'), comment('.comments_lst_cnt', 'in-use', '2021')],
  expander: [feed('.media_more, .media-text_more', 'in-use', '2017')],
  attachment: [comment('.collage, .collage_i, .media-video, .track-with-cover, .usmile.__sticker', 'in-use', '2023')],
  photoMedia: [comment('.collage_i', 'in-use', '2023')],
  videoMedia: [comment('.media-video', 'in-use', '2023')],
  audioMedia: [comment('.track-with-cover', 'in-use', '2023')],
  // No page or tool shows how OK draws a document.
  documentMedia: [],
  photoContext: [
    topic('.photo-layer_bottom_block, .photo-layer_bottom, .photo-layer', 'in-use', '2023'),
    topic('#hook_Block_PhotoLayerFooterRB', 'in-use', '2017'),
  ],
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

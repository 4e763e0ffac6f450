import { combined, inLayout, type Selectors } from '../shared/selectors.ts';

const redesign = inLayout('redesign');
const hybrid = inLayout('hybrid');
const classic = inLayout('classic');
const mobile = inLayout('mobile');

/** Known from public material gathered in 2026-11, not from live pages; `data-testid` outlives class names there. */
export const vkSelectors = {
  post: [
    redesign('[data-testid="post"][data-post-id]', 'inventory', '2026-09'),
    redesign('[data-post-id][data-post-nesting-lvl="0"]', 'in-use', '2026-03'),
    redesign('[role="feed"] > article [data-post-id]:not([data-post-id] [data-post-id], .reply)', 'in-use', '2026-08'),
    classic('._post[data-post-id]:not(.reply)', 'saved-page', '2021-08'),
    classic('.post[data-post-id]:not(.reply)', 'saved-page', '2021-08'),
    mobile('.wall_item[data-post-id]', 'in-use', '2026-09'),
    mobile('.wall_item[id^="wall"]', 'saved-page', '2022'),
  ],
  comment: [
    redesign('[data-testid="wall_comments_comment_root"]', 'in-use', '2026-07'),
    redesign('[data-testid^="wall_comments_comment"][id*="_"]', 'in-use', '2026-07'),
    classic('.reply[data-post-id]', 'saved-page', '2021-08'),
    mobile('.ReplyItem', 'in-use', '2026'),
  ],
  threadComment: [
    redesign('[data-testid="wall_comments_comment_in_thread"]', 'in-use', '2026-07'),
    classic('.replies_list_deep .reply[data-post-id]', 'saved-page', '2021-08'),
  ],
  // The message itself or something around it says that it is none.
  notAMessage: [
    redesign('[data-pseudopost-type]', 'inventory', '2026-09'),
    redesign('[data-ad], [data-ad-view], [data-ad-block-uid]', 'inventory', '2026-09'),
    classic('._ads_block_data_w', 'saved-page', '2021-08'),
    // Comments under a photo have ids of their own kind there.
    classic('#pv_box, .pv_narrow_column_cont', 'in-use', '2026'),
  ],
  advertLabel: [
    redesign('[aria-label="Реклама от автора"]', 'in-use', '2026-07'),
    redesign('[data-ad], [data-ad-view], [data-ad-block-uid]', 'inventory', '2026-09'),
    classic('.wall_marked_as_ads', 'saved-page', '2021-08'),
  ],
  postWithoutId: [
    redesign('[data-testid="post"]:not([data-post-id])', 'guess', 'never'),
    classic('._post.post:not([data-post-id]):not(.reply)', 'guess', 'never'),
  ],
  repost: [
    redesign('[data-post-nesting-lvl]:not([data-post-nesting-lvl="0"])', 'in-use', '2026-09'),
    classic('.copy_quote', 'saved-page', '2012-01'),
  ],
  layer: [redesign('#post-layer', 'in-use', '2026'), classic('#wk_content #wl_post, #wl_post, .wl_post', 'in-use', '2026-08')],
  commentsRoot: [
    redesign('[data-testid="wall_comments_layout_root"]', 'inventory', '2026-09'),
    classic('.replies_list._replies_list, [id^="replies_wrap"]:not(.replies_wrap_deep)', 'saved-page', '2021-08'),
  ],
  postHeader: [
    redesign('[data-testid="post-header"]', 'inventory', '2026-09'),
    hybrid('.PostHeader', 'in-use', '2025-09'),
    classic('.post_header', 'saved-page', '2021-08'),
    mobile('.wi_head', 'in-use', '2026-09'),
  ],
  postAuthorName: [
    redesign('[data-testid="post-header-title"]', 'inventory', '2026-09'),
    hybrid('.PostHeaderTitle__authorName, .PostHeaderTitle__authorLink', 'in-use', '2025-09'),
    classic('.post_author .author', 'saved-page', '2021-08'),
    classic('.wall_text_name .author, .wall_text > a.author', 'saved-page', '2012-01'),
    mobile('.pi_author', 'saved-page', '2022'),
  ],
  postAuthorLink: [
    redesign('a[data-testid="post-header-title"][href]', 'in-use', '2026-07'),
    redesign('a[data-testid="post-header-avatar"][href]', 'inventory', '2026-09'),
    redesign('[data-testid="post-header-title"] a[href]', 'guess', 'never'),
    hybrid('a.PostHeaderTitle__authorLink[href]', 'in-use', '2025-09'),
    classic('.post_author a.author[href]', 'saved-page', '2021-08'),
    mobile('a.pi_author[href]', 'saved-page', '2022'),
  ],
  postText: [
    redesign('[data-testid="showmoretext-in-expanded"]', 'in-use', '2026-07'),
    redesign('[data-testid="showmoretext-in"]', 'inventory', '2026-07'),
    redesign('[data-testid="showmoretext"]', 'inventory', '2026-07'),
    redesign('[data-post-id][id^="text-"]', 'in-use', '2026'),
    redesign('[class*="vkitPostText__root"], [class*="vkitFeedShowMoreText__text"]', 'in-use', '2026-06'),
    classic('.wall_post_text', 'saved-page', '2021-08'),
    redesign('[data-testid="post-content-container"]', 'inventory', '2026-09'),
    mobile('[data-testid="post_description"]', 'in-use', '2026'),
    mobile('.pi_text', 'saved-page', '2022'),
  ],
  postDate: [
    redesign('[data-testid="post_date_block_preview"]', 'inventory', '2026-09'),
    hybrid('a.PostHeaderSubtitle__link[href*="wall"]', 'in-use', '2025-09'),
    classic('.post_date .rel_date', 'saved-page', '2021-08'),
    classic('.post_date a.post_link', 'saved-page', '2021-08'),
    mobile('a.wi_date', 'saved-page', '2022'),
  ],
  postCommentControl: [
    redesign('[data-testid="post_footer_action_comment"]', 'inventory', '2026-09'),
    classic('.PostBottomAction.comment._comment', 'saved-page', '2021-08'),
  ],
  commentAuthorName: [
    redesign('[data-testid="comment-owner"]', 'in-use', '2026-07'),
    classic('.reply_author .author', 'saved-page', '2021-08'),
    classic('.reply_text > a.author', 'saved-page', '2012-01'),
    mobile('.ReplyItem__name', 'in-use', '2026'),
  ],
  commentAuthorLink: [
    redesign('a[data-testid="comment-avatar"][href]', 'in-use', '2026-07'),
    redesign('a[data-testid="comment-owner"][href], [data-testid="comment-owner"] a[href]', 'in-use', '2025'),
    redesign('[data-testid="comment-avatar"] a[href]', 'guess', 'never'),
    classic('.reply_author a.author[href]', 'saved-page', '2021-08'),
    classic('a.reply_image[href]', 'saved-page', '2021-08'),
    mobile('a.ReplyItem__name[href]', 'in-use', '2026'),
  ],
  commentText: [
    redesign('[data-testid="comment-text"] [data-testid="showmoretext-in-expanded"]', 'in-use', '2026-03'),
    redesign('[data-testid="comment-text"] [data-testid="showmoretext-in"]', 'in-use', '2026-03'),
    redesign('[data-testid="comment-text"]', 'in-use', '2026-07'),
    classic('.wall_reply_text', 'saved-page', '2021-08'),
    classic('.reply_text', 'saved-page', '2012-01'),
    mobile('.ReplyItem__text', 'in-use', '2026'),
  ],
  commentDate: [
    redesign('[data-testid="wall_comment_date"]', 'inventory', '2026-09'),
    classic('.reply_date .rel_date', 'saved-page', '2021-08'),
    classic('.reply_date a.wd_lnk', 'saved-page', '2021-08'),
    mobile('a.item_date', 'in-use', '2026'),
  ],
  commentLink: [
    redesign('a[data-testid="wall_comment_date"][href*="reply="]', 'inventory', '2026-09'),
    redesign('a[href*="reply="]', 'in-use', '2026-07'),
    classic('.reply_date a.wd_lnk[href*="reply="]', 'saved-page', '2021-08'),
  ],
  commentActions: [
    redesign('[data-testid="comment-share"]', 'in-use', '2026-07'),
    redesign('[data-testid="comment-reply"]', 'in-use', '2026-07'),
    redesign('[data-testid="wall_comment_date"]', 'inventory', '2026-09'),
    classic('.reply_link_wrap', 'saved-page', '2021-08'),
    classic('.reply_date', 'saved-page', '2021-08'),
    mobile('a.item_date', 'in-use', '2026'),
  ],
  commentReplyControl: [
    redesign('[data-testid="comment-reply"]', 'in-use', '2026-07'),
    classic('a.reply_link', 'saved-page', '2021-08'),
  ],
  deletedComment: [classic('.reply.reply_deleted', 'saved-page', '2021-08')],
  expander: [
    redesign('[data-testid="showmoretext-after"]', 'inventory', '2026-09'),
    redesign('[class*="vkitShowMoreText__after"]', 'in-use', '2026-03'),
    classic('a.wall_post_more, a.wall_reply_more', 'saved-page', '2021-08'),
  ],
  attachment: [
    redesign('[data-testid^="primary-attachment"], [data-testid="media-grid-item"]', 'inventory', '2026-09'),
    redesign('[data-testid="secondaryattachment"], [data-testid="snippet-attachment"]', 'inventory', '2026-09'),
    redesign('[data-testid^="clip-attachment"], [data-testid="clipcard"], [data-testid="musicbadge"]', 'in-use', '2026-07'),
    classic('.page_post_sized_thumbs, ._audio_row, .page_doc_title', 'saved-page', '2021-08'),
  ],
  composerInput: [
    redesign('[data-testid="content-editable-input"][contenteditable="true"]', 'inventory', '2026-09'),
    redesign('[contenteditable="true"][aria-label^="Написать комментарий"]', 'inventory', '2026-09'),
    redesign('[class*="vkitCommentInputContentEditable"][contenteditable="true"]', 'in-use', '2026-07'),
    classic('.reply_field[contenteditable="true"]', 'saved-page', '2021-08'),
    classic('[id^="reply_field"][contenteditable="true"]', 'saved-page', '2021-08'),
    classic('textarea[id^="reply_field"]', 'in-use', '2013'),
  ],
  composerFake: [classic('.reply_fakebox', 'saved-page', '2021-08')],
  composerTarget: [
    redesign('[class*="vkitCommentReplyTarget"]', 'in-use', '2026-07'),
    classic('.reply_to_title', 'saved-page', '2021-08'),
  ],
} satisfies Selectors;

export type VkRole = keyof typeof vkSelectors;

/** Everything that is, or wraps, a message: a part found inside belongs to the nearest of these. */
export const VK_ITEM = combined(vkSelectors.post, vkSelectors.comment, vkSelectors.threadComment, vkSelectors.repost);
export const VK_POST = combined(vkSelectors.post);
export const VK_COMMENT = combined(vkSelectors.comment, vkSelectors.threadComment);

import { inLayout, type Selectors } from '../shared/selectors.ts';

const redesign = inLayout('redesign');
const hybrid = inLayout('hybrid');
const classic = inLayout('classic');
/**
 * Classic before the desktop design of 2016: no `data-post-id`, posts and comments by their `id`. Only saved pages have it, so content
 * scripts are built without these entries.
 */
const bygone = inLayout('classic-2012');
const photo = inLayout('photo');
const board = inLayout('board');
const managers = inLayout('managers');
const mobile = inLayout('mobile');

/** Known from public material gathered in 2026-11, not from live pages; `data-testid` outlives class names there. */
export const vkSelectors = {
  post: [
    redesign('[data-testid="post"][data-post-id]', 'inventory', '2026-09'),
    redesign('[data-post-id][data-post-nesting-lvl="0"]', 'in-use', '2026-03'),
    redesign('[role="feed"] > article [data-post-id]:not([data-post-id] [data-post-id], .reply)', 'in-use', '2026-08'),
    hybrid('.Post--redesign[data-post-id]:not(.reply)', 'in-use', '2025-09'),
    classic('._post[data-post-id]:not(.reply)', 'saved-page', '2021-08'),
    classic('.post[data-post-id]:not(.reply)', 'saved-page', '2021-08'),
    bygone('.post[id^="post"]:not(.reply, [data-post-id])', 'saved-page', '2016'),
    mobile('.wall_item', 'saved-page', '2026-09'),
  ],
  comment: [
    redesign('[data-testid="wall_comments_comment_root"]', 'in-use', '2026-07'),
    redesign('[data-testid^="wall_comments_comment"][id*="_"]', 'in-use', '2026-07'),
    // Under videos: the id is the comment's number alone.
    redesign('[data-testid="comment"]', 'in-use', '2026'),
    classic('.reply[data-post-id]', 'saved-page', '2021-08'),
    classic('.reply[id$="mv"]', 'in-use', '2019-08'),
    bygone('.reply[id^="post"]:not([data-post-id])', 'saved-page', '2016'),
    board('.bp_post', 'in-use', '2026-09'),
    managers('.group_activity_reply_wrap', 'in-use', '2026'),
    mobile('.ReplyItem', 'in-use', '2026'),
    mobile('.ReplyItem__wrap:not(.ReplyItem .ReplyItem__wrap)', 'in-use', '2026'),
  ],
  threadComment: [
    redesign('[data-testid="wall_comments_comment_in_thread"]', 'in-use', '2026-07'),
    classic('.replies_list_deep .reply[data-post-id]', 'saved-page', '2021-08'),
  ],
  // The replies of one comment, after it.
  thread: [redesign('[data-testid="wall_comments_layout_thread"]', 'in-use', '2026-03')],
  // A photograph opened over a page or on its own: the address says which.
  photo: [photo('#pv_box', 'in-use', '2026'), photo('#pv_narrow_column_wrap:not(#pv_box *)', 'in-use', '2023')],
  // Comments inside are those of what is opened over the page, never of the wall under it.
  photoContext: [photo('#pv_box, .pv_narrow_column_cont, #pv_comments', 'in-use', '2026')],
  videoContext: [classic('#mv_box, #mv_comments, #mv_layer_wrap', 'in-use', '2021')],
  // The message itself or something around it says that it is none.
  notAMessage: [
    redesign('[data-pseudopost-type]', 'inventory', '2026-09'),
    redesign('[data-ad], [data-ad-view], [data-ad-block-uid]', 'inventory', '2026-09'),
    classic('._ads_block_data_w', 'saved-page', '2021-08'),
  ],
  advertLabel: [
    redesign('[aria-label="Реклама от автора"]', 'in-use', '2026-07'),
    redesign('[data-ad], [data-ad-view], [data-ad-block-uid]', 'inventory', '2026-09'),
    classic('.wall_marked_as_ads', 'saved-page', '2021-08'),
  ],
  // What looks like a message and bears no id that can be read.
  postWithoutId: [
    redesign('[data-testid="post"]:not([data-post-id])', 'guess', 'never'),
    classic('._post.post:not([data-post-id], .reply)', 'guess', 'never'),
  ],
  repost: [
    redesign('[data-post-nesting-lvl]:not([data-post-nesting-lvl="0"])', 'in-use', '2026-09'),
    classic('.copy_quote', 'saved-page', '2021-08'),
    bygone('.published_by_quote, .published_sec_quote', 'saved-page', '2016'),
    mobile('.wall_item .wall_item', 'guess', 'never'),
  ],
  // Names whose words follow: what stands after it was shared, not written.
  sharedHeader: [bygone('.published_by_wrap', 'saved-page', '2012-01'), mobile('.pic_header', 'in-use', '2026')],
  emptyWall: [
    redesign('[data-testid="placeholder_description"]', 'inventory', '2026-09'),
    classic('#page_no_wall, .page_wall_no_posts, #wall_no_posts, ._wall_no_posts', 'saved-page', '2012-01'),
  ],
  layer: [redesign('#post-layer', 'in-use', '2026'), classic('#wl_post, .wl_post', 'in-use', '2026-08')],
  commentsRoot: [
    redesign('[data-testid="wall_comments_layout_root"]', 'inventory', '2026-09'),
    classic('.replies_list._replies_list, [id^="replies_wrap"]:not(.replies_wrap_deep)', 'saved-page', '2021-08'),
    classic('.wl_replies', 'in-use', '2018'),
  ],
  postHeader: [
    redesign('[data-testid="post-header"]', 'inventory', '2026-09'),
    hybrid('.PostHeader', 'in-use', '2025-09'),
    classic('.post_header', 'saved-page', '2021-08'),
    photo('.pv_author_info, .pv_author_block', 'in-use', '2021'),
    mobile('.wi_head', 'in-use', '2026-09'),
  ],
  postAuthorName: [
    redesign('[data-testid="post-header-title"]', 'inventory', '2026-09'),
    hybrid('.PostHeaderTitle__authorName', 'in-use', '2025-09'),
    hybrid('.PostHeaderTitle .PostHeaderTitle__authorLink', 'in-use', '2025-09'),
    classic('.post_author .author', 'saved-page', '2021-08'),
    bygone('.wall_text_name .author, .wall_text > a.author', 'saved-page', '2016'),
    bygone('.info > .text > a.author', 'saved-page', '2011'),
    photo('#pv_author_name, .pv_author_name', 'in-use', '2023'),
    mobile('[data-testid="mobile-wall-post-author"]', 'in-use', '2026'),
    mobile('.pi_author', 'saved-page', '2022'),
  ],
  postAuthorLink: [
    redesign('a[data-testid="post-header-title"][href]', 'in-use', '2026-07'),
    redesign('a[data-testid="post-header-avatar"][href]', 'inventory', '2026-09'),
    redesign('[data-testid="post-header-title"] a[href]', 'guess', 'never'),
    hybrid('a.PostHeaderTitle__authorLink[href]', 'in-use', '2025-09'),
    classic('.post_author a.author[href]', 'saved-page', '2021-08'),
    bygone('.wall_text_name a.author[href], .wall_text > a.author[href]', 'saved-page', '2016'),
    bygone('.info > .text > a.author[href]', 'saved-page', '2011'),
    photo('#pv_author_name a[href], .pv_author_name a[href], a.pv_author_img[href]', 'in-use', '2021'),
    mobile('a.pi_author[href]', 'saved-page', '2022'),
  ],
  postAuthorId: [
    classic('.post_author a.author[data-from-id], .wall_text a.author[data-from-id]', 'saved-page', '2021-08'),
    mobile('.pi_author[data-item-owner-id]', 'in-use', '2026'),
  ],
  postText: [
    redesign('[data-testid="showmoretext-in-expanded"]', 'in-use', '2026-07'),
    redesign('[data-testid="showmoretext-in"]', 'inventory', '2026-07'),
    redesign('[data-testid="showmoretext"]', 'inventory', '2026-07'),
    redesign('[data-post-id][id^="text-"]', 'in-use', '2026'),
    redesign('[class*="vkitPostText__root"], [class*="vkitFeedShowMoreText__text"]', 'in-use', '2026-06'),
    // One's own words over what is shared.
    bygone('.published_comment .wall_post_text', 'saved-page', '2016'),
    bygone('.published_comment', 'in-use', '2018'),
    classic('.wall_post_text', 'saved-page', '2021-08'),
    redesign('[data-testid="post-content-container"]', 'inventory', '2026-09'),
    photo('#pv_desc, .pv_desc', 'in-use', '2021'),
    mobile('[data-testid="post_description"]', 'in-use', '2026'),
    mobile('.pi_text', 'saved-page', '2022'),
  ],
  postDate: [
    redesign('[data-testid="post_date_block_preview"]', 'inventory', '2026-09'),
    hybrid('.PostHeaderSubtitle .rel_date', 'in-use', '2024'),
    hybrid('time.PostHeaderSubtitle__item, a.PostHeaderSubtitle__link[href*="wall"]', 'in-use', '2025-09'),
    classic('.post_date .rel_date', 'saved-page', '2021-08'),
    classic('.post_date a.post_link', 'saved-page', '2021-08'),
    bygone('.reply_link_wrap .rel_date', 'saved-page', '2016'),
    photo('#pv_date_info .rel_date', 'in-use', '2023'),
    photo('#pv_date_info', 'in-use', '2021'),
    mobile('a.wi_date[href*="wall"]', 'in-use', '2026'),
    mobile('.wi_date', 'saved-page', '2022'),
  ],
  postLink: [
    redesign('a[data-testid="post_date_block_preview"][href*="wall"]', 'inventory', '2026-09'),
    hybrid('a.PostHeaderSubtitle__link[href*="wall"]', 'in-use', '2025-09'),
    classic('.post_date a.post_link[href*="wall"]', 'saved-page', '2021-08'),
    bygone('.reply_link_wrap small a[href*="/wall"]', 'saved-page', '2016'),
    mobile('a.wi_date[href*="wall"]', 'in-use', '2026'),
  ],
  boardContent: [board('.bp_content[id^="bp_data"]', 'in-use', '2026-09')],
  postAnchor: [mobile('a.post__anchor[name^="post"]', 'saved-page', '2022')],
  postCommentControl: [
    redesign('[data-testid="post_footer_action_comment"]', 'inventory', '2026-09'),
    classic('.PostBottomAction.comment._comment', 'saved-page', '2021-08'),
    bygone('span.reply_link a.reply_link', 'saved-page', '2016'),
  ],
  commentAuthorName: [
    redesign('[data-testid="comment-owner"]', 'in-use', '2026-07'),
    classic('.reply_author .author', 'saved-page', '2021-08'),
    bygone('.reply_text > a.author', 'saved-page', '2016'),
    board('.bp_author', 'in-use', '2026-09'),
    managers('.group_activity_content_owner_name', 'in-use', '2026'),
    mobile('.ReplyItem__name', 'in-use', '2026'),
    mobile('.ReplyItem__header a[href]', 'in-use', '2025'),
  ],
  commentAuthorLink: [
    redesign('a[data-testid="comment-avatar"][href]', 'in-use', '2026-07'),
    redesign('a[data-testid="comment-owner"][href], [data-testid="comment-owner"] a[href]', 'in-use', '2025'),
    redesign('[data-testid="comment-avatar"] + * a[href^="/"], [data-testid="comment-avatar"] a[href]', 'in-use', '2026'),
    classic('.reply_author a.author[href]', 'saved-page', '2021-08'),
    bygone('.reply_text > a.author[href]', 'saved-page', '2016'),
    classic('a.reply_image[href]', 'saved-page', '2021-08'),
    board('a.bp_author[href]', 'in-use', '2026-09'),
    managers('a.group_activity_content_owner_name[href]', 'in-use', '2026'),
    mobile('a.ReplyItem__name[href], .ReplyItem__header a[href]', 'in-use', '2025'),
  ],
  commentAuthorId: [classic('a.author[data-from-id]', 'saved-page', '2021-08')],
  commentText: [
    redesign('[data-testid="comment-text"] [data-testid="showmoretext-in-expanded"]', 'in-use', '2026-03'),
    redesign('[data-testid="comment-text"] [data-testid="showmoretext-in"]', 'in-use', '2026-03'),
    redesign('[data-testid="comment-text"]', 'in-use', '2026-07'),
    redesign('[data-testid="showmoretext-in-expanded"], [data-testid="showmoretext-in"]', 'in-use', '2026-03'),
    redesign('[class*="vkitComment__formattedText"]', 'in-use', '2025'),
    classic('.wall_reply_text', 'saved-page', '2021-08'),
    board('.bp_text', 'in-use', '2026-09'),
    managers('.group_activity_content_text', 'guess', 'never'),
    mobile('.ReplyItem__text', 'in-use', '2026'),
    mobile('.ReplyItem__body', 'in-use', '2026'),
  ],
  commentDate: [
    redesign('[data-testid="wall_comment_date"]', 'inventory', '2026-09'),
    classic('.reply_date .rel_date', 'saved-page', '2021-08'),
    bygone('.info_footer .rel_date', 'saved-page', '2016'),
    classic('.reply_date a.wd_lnk, a.wd_lnk', 'saved-page', '2021-08'),
    board('.bp_date', 'in-use', '2026-09'),
    managers('.group_activity_content_date', 'in-use', '2026'),
    mobile('.item_date', 'in-use', '2026'),
    redesign('[class*="vkitComment__info"] > [class*="vkitLink__link"]:last-child', 'in-use', '2026'),
    redesign('a[href*="reply="]:not([data-testid="comment-text"] *)', 'in-use', '2026-07'),
  ],
  commentLink: [
    redesign('a[data-testid="wall_comment_date"][href*="reply="]', 'inventory', '2026-09'),
    classic('a.wd_lnk[href*="reply="]', 'saved-page', '2021-08'),
    board('a.bp_date[href*="post="]', 'in-use', '2026-09'),
    managers('.group_activity_content_date a[href*="reply="]', 'in-use', '2026'),
    mobile('a.item_date[href*="reply="]', 'in-use', '2026'),
    redesign('a[href*="reply="]:not([data-testid="comment-text"] *)', 'in-use', '2026-07'),
  ],
  // Where a handler names what it opens: showWiki({w: 'wall-1_2', reply: '3'}), replyClick('-1_photo2', 3).
  commentHandler: [
    classic('[onclick*="replyClick"]', 'in-use', '2026'),
    managers('.group_activity_content_date [onclick*="showWiki"]', 'in-use', '2026'),
  ],
  // «Имя,» of a board is a link to the comment it answers.
  answeredMention: [board('.bp_text a.mem_link[mention^="bp"]', 'in-use', '2020')],
  commentActions: [
    redesign('[data-testid="comment-share"]', 'in-use', '2026-07'),
    redesign('[data-testid="comment-reply"]', 'in-use', '2026-07'),
    redesign('[data-testid="wall_comment_date"]', 'inventory', '2026-09'),
    classic('.reply_link_wrap', 'saved-page', '2021-08'),
    classic('.reply_date', 'saved-page', '2021-08'),
    bygone('.info_footer a.wd_lnk', 'saved-page', '2016'),
    board('.bp_date', 'in-use', '2026-09'),
    managers('.group_activity_content_date', 'in-use', '2026'),
    mobile('a.item_date', 'in-use', '2026'),
  ],
  commentReplyControl: [
    redesign('[data-testid="comment-reply"]', 'in-use', '2026-07'),
    classic('a.reply_link', 'saved-page', '2021-08'),
    bygone('a._reply_lnk', 'saved-page', '2016'),
    mobile('.ReplyItem__action', 'in-use', '2021'),
  ],
  deletedComment: [classic('.reply.reply_deleted', 'saved-page', '2021-08'), board('.bp_post.bp_deleted', 'in-use', '2019-08')],
  // What was deleted before the reader's eyes stays in the page, hidden, with this line after it.
  deletedNotice: [classic('.dld:not([style*="none"])', 'in-use', '2019-08')],
  restricted: [redesign('[class*="vkitRestrictionText__text"]', 'in-use', '2025')],
  expander: [
    redesign('[data-testid="showmoretext-after"]', 'inventory', '2026-09'),
    redesign('[class*="vkitShowMoreText__after"]', 'in-use', '2026-03'),
    classic('.wall_post_more, [class*="wall_reply_more"]', 'saved-page', '2021-08'),
    mobile('.pi_text_more, a.pi_text__more', 'guess', 'never'),
  ],
  attachment: [
    redesign('[data-testid^="primary-attachment"], [data-testid="media-grid-item"]', 'inventory', '2026-09'),
    redesign('[data-testid="secondaryattachment"], [data-testid="snippet-attachment"]', 'inventory', '2026-09'),
    redesign('[data-testid^="clip-attachment"], [data-testid="clipcard"], [data-testid="musicbadge"]', 'in-use', '2026-07'),
    redesign('[data-testid="music-track-overlay-badge-title"], [data-testid="post-footer-author"]', 'in-use', '2026-03'),
    classic('.page_post_sized_thumbs, ._audio_row, .page_doc_title', 'saved-page', '2021-08'),
    mobile('.pi_medias', 'saved-page', '2022'),
  ],
  photoMedia: [
    redesign('[data-testid="primary-attachment-photo"]', 'inventory', '2026-09'),
    redesign('[data-testid="media-grid-item"]:not([data-video], :has([data-video]))', 'inventory', '2026-09'),
    classic('a.page_post_thumb_wrap:not([data-video], .page_post_thumb_video)', 'saved-page', '2021-08'),
    mobile('a.thumb_link[href^="/photo"]', 'in-use', '2022'),
  ],
  videoMedia: [
    redesign('[data-video], [data-testid^="clip-attachment"], [data-testid="clipcard"]', 'inventory', '2026-09'),
    classic('.page_post_thumb_video', 'in-use', '2021'),
    mobile('a.thumb_link[href^="/video"]', 'in-use', '2022'),
  ],
  audioMedia: [
    redesign('[data-testid="music-track-overlay-badge-title"], [data-testid="musicbadge"]', 'in-use', '2026-07'),
    classic('._audio_row', 'saved-page', '2021-08'),
  ],
  documentMedia: [classic('.page_doc_title', 'saved-page', '2021-08')],
  composerInput: [
    redesign('[data-testid="content-editable-input"][contenteditable="true"]', 'inventory', '2026-09'),
    redesign('[contenteditable="true"][aria-label^="Написать комментарий"]', 'inventory', '2026-09'),
    redesign('[class*="vkitCommentInputContentEditable"][contenteditable="true"]', 'in-use', '2026-07'),
    classic('.reply_field[contenteditable="true"]', 'saved-page', '2021-08'),
    classic('[id^="reply_field"][contenteditable="true"]', 'saved-page', '2021-08'),
    classic('textarea[id^="reply_field"]', 'in-use', '2013'),
    // A plain form whose address names the post. Known from a script of about 2014; its classes were still in VK's styles of 2019-08.
    mobile('form[action*="new_comment="]:has([name="reply_to"]) textarea', 'in-use', '2014'),
  ],
  composerFake: [classic('.reply_fakebox', 'saved-page', '2021-08')],
  composerAttachments: [redesign('[data-testid="comment-input-attachments"]', 'in-use', '2026-07')],
  composerTarget: [
    redesign('[class*="vkitCommentReplyTarget"]', 'in-use', '2026-07'),
    classic('.reply_to_title', 'saved-page', '2021-08'),
  ],
} satisfies Selectors;

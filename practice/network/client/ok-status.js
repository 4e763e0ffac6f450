import { createTopic } from './ok-topic.js';
import { showPlace } from './places.js';

// A person's note, or a topic opened from «Обсуждения»: drawn as any topic.

const root = document.getElementById('hook_Block_Main');
const id = /(\d+)\/?$/.exec(location.pathname)?.[1];

showPlace(root, id, (post) => {
  const topic = createTopic();
  topic.fill(post);
  return topic.node;
});

// A function rather than a token: it is asked again when a new session must begin, perhaps long after the page was loaded.
window.foyer('identify', {
  token: async () => {
    const answer = await fetch('/chat-token');
    if (!answer.ok) throw new Error('not signed in');
    return answer.text();
  },
});

import '@foyer-chat/widget/auto';

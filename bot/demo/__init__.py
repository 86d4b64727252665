"""`sampan demo`: a class that chats by itself, so that a teacher sees the pages alive before any student is there."""

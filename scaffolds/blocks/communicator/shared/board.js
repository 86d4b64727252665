// The pictures that a new board begins with: each is a row of the app, so everybody may change or remove it. As long as its words are
// these, every voice can say it. The zh-Hant words are as people speak in Hong Kong, since they are spoken aloud.
// board.py reads this list as well, so each line is plain data.

export const BOARD = [
  {"category": "talk", "picture": "👋", "en": "Hello", "zh-Hant": "你好", "zh-Hans": "你好"},
  {"category": "talk", "picture": "🙏", "en": "Thank you", "zh-Hant": "唔該", "zh-Hans": "谢谢"},
  {"category": "talk", "picture": "🔁", "en": "Please say it again", "zh-Hant": "請你再講一次", "zh-Hans": "请再说一遍"},
  {"category": "talk", "picture": "✍️", "en": "Please write it down", "zh-Hant": "請你寫低", "zh-Hans": "请写下来"},
  {"category": "talk", "picture": "⏳", "en": "Wait for me, please", "zh-Hant": "請等等我", "zh-Hans": "请等等我"},
  {"category": "needs", "picture": "🙋", "en": "I want", "zh-Hant": "我想要", "zh-Hans": "我想要"},
  {"category": "needs", "picture": "🚻", "en": "the toilet", "zh-Hant": "去廁所", "zh-Hans": "上厕所"},
  {"category": "needs", "picture": "🛏️", "en": "to rest", "zh-Hant": "休息", "zh-Hans": "休息"},
  {"category": "needs", "picture": "🧥", "en": "a jacket", "zh-Hant": "着褸", "zh-Hans": "穿外套"},
  {"category": "needs", "picture": "🔇", "en": "somewhere quiet", "zh-Hant": "靜啲嘅地方", "zh-Hans": "安静一点的地方"},
  {"category": "food", "picture": "💧", "en": "water", "zh-Hant": "飲水", "zh-Hans": "喝水"},
  {"category": "food", "picture": "🍚", "en": "to eat", "zh-Hant": "食飯", "zh-Hans": "吃饭"},
  {"category": "food", "picture": "🍎", "en": "some fruit", "zh-Hant": "食生果", "zh-Hans": "吃水果"},
  {"category": "food", "picture": "🥛", "en": "some milk", "zh-Hant": "飲奶", "zh-Hans": "喝牛奶"},
  {"category": "feelings", "picture": "😊", "en": "I am happy", "zh-Hant": "我好開心", "zh-Hans": "我很开心"},
  {"category": "feelings", "picture": "😢", "en": "I am sad", "zh-Hant": "我唔開心", "zh-Hans": "我很难过"},
  {"category": "feelings", "picture": "😨", "en": "I am scared", "zh-Hant": "我好驚", "zh-Hans": "我害怕"},
  {"category": "feelings", "picture": "😫", "en": "I am tired", "zh-Hant": "我好攰", "zh-Hans": "我累了"},
  {"category": "body", "picture": "🗣️", "en": "My head", "zh-Hant": "個頭", "zh-Hans": "头"},
  {"category": "body", "picture": "🦷", "en": "My teeth", "zh-Hant": "牙", "zh-Hans": "牙"},
  {"category": "body", "picture": "🫃", "en": "My tummy", "zh-Hant": "個肚", "zh-Hans": "肚子"},
  {"category": "body", "picture": "🦵", "en": "My leg", "zh-Hant": "隻腳", "zh-Hans": "腿"},
  {"category": "body", "picture": "💊", "en": "My medicine", "zh-Hant": "食藥", "zh-Hans": "吃药"},
  {"category": "people", "picture": "👪", "en": "My family", "zh-Hant": "屋企人", "zh-Hans": "家里人"},
  {"category": "people", "picture": "🧑‍🏫", "en": "The teacher", "zh-Hant": "老師", "zh-Hans": "老师"},
  {"category": "people", "picture": "🧑‍⚕️", "en": "The doctor", "zh-Hant": "醫生", "zh-Hans": "医生"},
  {"category": "places", "picture": "🏠", "en": "home", "zh-Hant": "返屋企", "zh-Hans": "回家"},
  {"category": "places", "picture": "🏫", "en": "school", "zh-Hant": "返學", "zh-Hans": "上学"},
  {"category": "places", "picture": "🌳", "en": "outside", "zh-Hant": "出街", "zh-Hans": "出去"},
  {"category": "needs", "picture": "📣", "emergency": true, "en": "I need help now. Please stay with me and call somebody.", "zh-Hant": "我需要幫手！請你陪住我，幫我打電話搵人。", "zh-Hans": "我需要帮助！请陪着我，帮我打电话叫人。"}
];

/** What the presets say in another language, by the English text in `resources/presets`. */
export type PresetTexts = Readonly<Record<string, string>>;

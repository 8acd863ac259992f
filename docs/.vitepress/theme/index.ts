// Without fonts: those of the reader's system do, and nothing is fetched for them.
import DefaultTheme from 'vitepress/theme-without-fonts';
import type { Theme } from 'vitepress';
import ScreenShots from './screen-shots.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) { app.component('ScreenShots', ScreenShots); },
} satisfies Theme;

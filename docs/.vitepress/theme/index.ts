// Without fonts: those of the reader's system do, and nothing is fetched for them.
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default DefaultTheme;

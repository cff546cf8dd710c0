import '@kit/tokens.css'
import { speak, textsReady } from '@kit/i18n'
import { createApp } from 'vue'
import App from './App.vue'
import './screen.css'

const asked = new URLSearchParams(location.search).get('lang')
const ready = asked === 'zh' || asked === 'en' ? speak(asked) : textsReady()
void ready.finally(() => createApp(App).mount('#app'))

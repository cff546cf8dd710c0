import '@kit/tokens.css'
import { createApp } from 'vue'
import App from './App.vue'
import { makeRouter } from './shell/router'
import './staff-tokens.css'
import './staff.css'

createApp(App).use(makeRouter()).mount('#app')

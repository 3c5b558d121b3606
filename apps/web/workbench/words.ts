import { i18n } from '../i18n/i18n.ts'
import en from './messages/en.json' with { type: 'json' }
import zh from './messages/zh.json' with { type: 'json' }

/** The workbench's words come with the workbench, so that no phone in a queue loads them. */
export function addWorkbenchWords(): void {
  i18n.addResourceBundle('zh', 'workbench', zh)
  i18n.addResourceBundle('en', 'workbench', en)
}

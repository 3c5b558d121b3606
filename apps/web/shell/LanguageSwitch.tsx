import { changeLanguage, useLanguage } from '../i18n/i18n.ts'
import css from './Switch.module.css'

/** Names the language one would change to, in that language. */
export function LanguageSwitch() {
  const language = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button
      type="button"
      className={css.switch}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => void changeLanguage(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </button>
  )
}

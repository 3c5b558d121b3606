import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isElder, setElder } from './preferences.ts'
import css from './Switch.module.css'

/** 长辈版: larger type and targets, everywhere, remembered on this device. */
export function ElderSwitch() {
  const { t } = useTranslation()
  const [elder, set] = useState(isElder)
  return (
    <button
      type="button"
      className={css.switch}
      aria-pressed={elder}
      onClick={() => {
        setElder(!elder)
        set(!elder)
      }}
    >
      {t(elder ? 'shell.standard' : 'shell.elder')}
    </button>
  )
}

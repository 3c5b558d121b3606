import type { ChangeEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import { buttonClass } from './Button.tsx'
import css from './FileField.module.css'

/** Chooses a file with words of ours: what a browser writes beside its own control is in the browser's language. */
export function FileField({
  id,
  accept,
  chosen,
  describes,
  disabled,
  onChoose,
}: {
  id: string
  accept: string
  /** the name of the file that was chosen */
  chosen?: string | undefined
  /** what the file is, for who does not see what stands around it */
  describes: string
  disabled?: boolean
  onChoose: (file: File) => void
}) {
  const { t } = useTranslation()
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file) onChoose(file)
  }
  return (
    <div className={css.file}>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={choose}
      />
      <label htmlFor={id} className={classes(buttonClass('secondary'), disabled && css.off)}>
        {t('form.chooseFile')}
        <span className="visually-hidden"> {describes}</span>
      </label>
      <span className={css.name}>{chosen ?? t('form.noFile')}</span>
    </div>
  )
}

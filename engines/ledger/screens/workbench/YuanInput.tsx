import { InputNumber, type InputNumberProps } from 'antd'
import { useWords } from '#apps/web/workbench/kit/words.ts'

/** A sum in yuan as text, so that no cent is lost to a double; for a field of a form, which gives it its value. */
export function YuanInput(field: InputNumberProps<string>) {
  const t = useWords()
  return (
    <InputNumber<string>
      {...field}
      stringMode
      min="0.01"
      precision={2}
      suffix={t('app:form.yuan')}
      style={{ width: '100%' }}
    />
  )
}

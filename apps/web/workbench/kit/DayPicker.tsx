import { DatePicker, type DatePickerProps } from 'antd'
import type { Dayjs } from 'dayjs'
import { useLanguage } from '../../i18n/i18n.ts'

const forms = { zh: 'YYYY年M月D日', en: 'D MMMM YYYY' } as const

/** A day, shown as it is read everywhere else; typed so, or as figures with dashes. */
export function DayPicker(props: Omit<DatePickerProps<Dayjs, false>, 'format'>) {
  return <DatePicker {...props} format={[forms[useLanguage()], 'YYYY-MM-DD']} />
}

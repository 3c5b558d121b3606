import { useTranslation } from 'react-i18next'
import css from './CompanySwitch.module.css'
import { chooseCompany, type Companies, type Company } from './company.ts'

/** For whom one acts just now. */
export function CompanySwitch({ companies }: { companies: Companies }) {
  const { t } = useTranslation()
  const { all = [], chosen } = companies
  if (!chosen) return null
  const words = ({ name, state, person }: Company) =>
    person
      ? t('company.self', { name })
      : state === 'in-formation'
        ? t('company.inFormation', { name })
        : name
  if (all.length === 1) return <p className={css.only}>{words(chosen)}</p>
  return (
    <label className={css.switch}>
      <span className="visually-hidden">{t('company.switch')}</span>
      <select value={chosen.partyId} onChange={(event) => chooseCompany(event.target.value)}>
        {all.map((company) => (
          <option key={company.partyId} value={company.partyId}>
            {words(company)}
          </option>
        ))}
      </select>
    </label>
  )
}

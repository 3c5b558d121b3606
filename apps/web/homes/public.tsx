import { useTranslation } from 'react-i18next'
import { useMe } from '../client/hooks.ts'
import { useText } from '../i18n/i18n.ts'
import { ButtonLink } from '../kits/light/ButtonLink.tsx'
import { Card, Cards } from '../kits/light/Card.tsx'
import { Page, Section } from '../kits/light/Page.tsx'
import { LinkOver } from '../kits/light/LinkOver.tsx'

const services = [
  { id: 'guides', to: '/guides' },
  { id: 'policies', to: '/policies' },
  { id: 'verify', to: '/verify' },
  { id: 'board', to: '/board' },
  { id: 'record', to: '/service-record' },
] as const

/** The public's front door: the one thing most come for, then the things anyone may do without an account. */
export default function PublicHome() {
  const { t } = useTranslation()
  const me = useMe()
  const text = useText()
  const city = me.data ? text(me.data.city.title) : ''
  return (
    <Page title={t('home.title', { city })} lead={t('home.lead')} wide>
      <p>
        <ButtonLink to="/space" look="primary">
          {t(me.data?.signedIn ? 'home.mySpace' : 'home.open')}
        </ButtonLink>
      </p>
      <Section title={t('home.services')}>
        <Cards>
          {services.map((service) => (
            <Card
              key={service.id}
              title={<LinkOver to={service.to}>{t(`home.service.${service.id}.title`)}</LinkOver>}
            >
              <p>{t(`home.service.${service.id}.text`)}</p>
            </Card>
          ))}
        </Cards>
      </Section>
    </Page>
  )
}

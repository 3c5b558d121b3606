import { useTranslation } from 'react-i18next'
import { LicenceTag } from '#engines/credential/screens/licence-tag.tsx'
import { useRead } from '../client/hooks.ts'
import { useText } from '../i18n/i18n.ts'
import { Card, Cards } from '../kits/light/Card.tsx'
import { LinkOver } from '../kits/light/LinkOver.tsx'
import { Loaded } from '../kits/light/Loaded.tsx'
import { Section } from '../kits/light/Page.tsx'

const shown = 4

/** The wallet in short; its page shows the codes. */
export function MyLicences({ partyId }: { partyId: string }) {
  const { t } = useTranslation()
  const text = useText()
  const licences = useRead('credential.listMyLicences', { partyId, limit: shown })
  return (
    <Section title={t('space.licences')}>
      <Loaded result={licences} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t('space.noLicences')}</p>
          ) : (
            <Cards>
              {[...items]
                .sort((a, b) => (a.issuedAt < b.issuedAt ? -1 : 1))
                .map((licence) => (
                  <Card
                    key={licence.licenceId}
                    title={<LinkOver to="/space/licences">{text(licence.title)}</LinkOver>}
                    tag={<LicenceTag state={licence.state} joint={licence.joint} />}
                  >
                    <p>{text(licence.issuedBy)}</p>
                  </Card>
                ))}
            </Cards>
          )
        }
      </Loaded>
    </Section>
  )
}

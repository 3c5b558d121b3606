import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api } from '#apps/web/client/api.ts'
import type { Output } from '#apps/web/client/contracts.ts'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { DateFigure } from '#apps/web/kits/light/Figure.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { useToast } from '#apps/web/kits/light/Toast.tsx'
import { useFocusBack } from '#apps/web/kits/light/useFocusBack.ts'
import { useMay } from '#apps/web/workbench/kit/may.ts'
import { useWords } from '#apps/web/workbench/kit/words.ts'
import { JointNotice, LicenceHistory, LicenceParts } from '../licence-life.tsx'
import { LicenceTag } from '../licence-tag.tsx'
import { type LicenceAct, LicenceActDialog } from './LicenceActDialog.tsx'
import css from './licences.module.css'

export type Licence = Output<'credential.getLicence'>
const lookEveryMs = 20_000

/** One licence beside the list: what it says, what stands behind it, what happened, and at the bottom what may be done. */
export function LicenceDrawer({ openKey, onClose }: { openKey: string | undefined; onClose: () => void }) {
  const text = useText()
  const [partyId = '', licenceId = ''] = openKey?.split('.') ?? []
  const result = useRead(
    'credential.getLicence',
    { partyId, licenceId },
    { enabled: licenceId !== '', everyMs: lookEveryMs },
  )
  const licence = result.data
  useFocusBack(licenceId !== '')
  return (
    <Drawer
      open={licenceId !== ''}
      onClose={onClose}
      size="min(56rem, 100vw)"
      title={licence ? text(licence.title) : ' '}
      extra={licence && <LicenceTag state={licence.state} joint={licence.joint} />}
      footer={licence && <ActBar licence={licence} />}
      destroyOnHidden
    >
      <div className={css.body}>
        <Loaded result={result} lines={10}>
          {(found) => <Says licence={found} />}
        </Loaded>
      </div>
    </Drawer>
  )
}

function Says({ licence }: { licence: Licence }) {
  const t = useWords()
  const text = useText()
  const { partyId, licenceId } = licence
  const until = licence.validUntil && {
    id: 'until',
    term: t('credential:screens.desk.until'),
    value: <DateFigure day={licence.validUntil} />,
  }
  return (
    <>
      <JointNotice joint={licence.state === 'valid' ? licence.joint : 'whole'} parts={licence.parts} />
      {licence.replacedBy && (
        <Notice tone="soon" title={t('credential:screens.life.replacedBy')}>
          <p>{licence.replacedBy.number}</p>
        </Notice>
      )}
      <h2>{t('credential:screens.desk.says')}</h2>
      <FactList
        rows={[
          { id: 'holder', term: t('credential:screens.desk.holder'), value: licence.holderName },
          { id: 'number', term: t('credential:screens.desk.number'), value: licence.number },
          ...licence.claims.map(({ id, title, value }) => ({ id, term: text(title), value })),
          ...(until ? [until] : []),
        ]}
      />
      {licence.link && (
        <p>
          <a href={api.href('credential.printLicence', { partyId, licenceId })}>
            {t('credential:screens.desk.print')}
          </a>
        </p>
      )}
      {licence.parts.length > 0 && (
        <>
          <h2>{t('credential:screens.desk.parts')}</h2>
          <LicenceParts parts={licence.parts} />
        </>
      )}
      <h2>{t('credential:screens.life.history')}</h2>
      <LicenceHistory lines={licence.history} />
    </>
  )
}

/** What may be done with a licence as it stands; the server judges again. */
function actsOn({ state, renewable }: Licence): readonly LicenceAct[] {
  if (state === 'valid')
    return ['amend', ...(renewable ? (['renew'] as const) : []), 'suspend', 'cancel', 'revoke']
  if (state === 'suspended') return ['reinstate', 'cancel', 'revoke']
  return state === 'expired' ? ['cancel'] : []
}

function ActBar({ licence }: { licence: Licence }) {
  const t = useWords()
  const may = useMay()
  const say = useToast()
  const [asked, setAsked] = useState<LicenceAct>()
  const acts = actsOn(licence).filter((act) => may(`credential.${act}`))
  if (!acts.length) return null
  return (
    <div className={css.acts}>
      {acts.map((act) => (
        <Button
          key={act}
          danger={act === 'cancel' || act === 'revoke'}
          onClick={() => setAsked(act)}
          {...(act === 'reinstate' ? { type: 'primary' as const } : {})}
        >
          {t(`credential:screens.act.${act}`)}
        </Button>
      ))}
      {asked && (
        <LicenceActDialog
          act={asked}
          licence={licence}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            say(t('credential:screens.act.done'))
          }}
        />
      )}
    </div>
  )
}

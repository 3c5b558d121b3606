import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { useClock } from '#apps/web/kits/light/Clock.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { MomentFigure } from '#apps/web/kits/light/Figure.tsx'
import { spanText } from '#apps/web/kits/light/figures.ts'
import { Notice } from '#apps/web/kits/light/Notice.tsx'
import { Page } from '#apps/web/kits/light/Page.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { useLanguage } from '#apps/web/i18n/i18n.ts'
import { type CompactAnswer, type CompactFacts, payloadIn, verifyCompact } from '../compact.ts'
import css from './verify.module.css'
import { keptTrust, refreshTrust, type Trust } from './kept-trust.ts'

/**
 * Verifies a licence's code on the device: the part after # never leaves it, and once loaded no network is needed.
 * The age of the status list is always said, because that is what an offline answer cannot know better.
 */
export default function VerifyScreen() {
  const { t } = useTranslation('credential')
  const { now } = useClock()
  const [scanned, setScanned] = useState('')
  const [answer, setAnswer] = useState<CompactAnswer>()
  const trust = useRef<Trust>(keptTrust())
  const nowRef = useRef(now)
  nowRef.current = now
  const verify = useCallback(async (text: string) => {
    const payload = payloadIn(text)
    if (!payload) return
    trust.current = await refreshTrust(trust.current)
    const list = (facts: CompactFacts | undefined) => facts && trust.current.lists[facts.statusListId]
    const first = await verifyCompact(payload, trust.current.keys, undefined, nowRef.current)
    setAnswer(await verifyCompact(payload, trust.current.keys, list(first.facts), nowRef.current))
  }, [])
  useEffect(() => {
    void refreshTrust(trust.current).then((fresh) => {
      trust.current = fresh
    })
    const fromAddress = () => {
      if (location.hash.length > 1) {
        setScanned(location.href)
        void verify(location.href)
      }
    }
    fromAddress()
    window.addEventListener('hashchange', fromAddress)
    return () => window.removeEventListener('hashchange', fromAddress)
  }, [verify])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void verify(scanned)
  }
  return (
    <Page title={t('screens.verify.title')} lead={t('screens.verify.lead')}>
      {answer && <Verdict answer={answer} />}
      <form onSubmit={submit} noValidate className={css.form}>
        <TextField
          name="code"
          label={t('screens.verify.code')}
          hint={t('screens.verify.codeHint')}
          rows={3}
          value={scanned}
          onChange={setScanned}
        />
        <Button type="submit" look="primary">
          {t('screens.verify.act')}
        </Button>
      </form>
    </Page>
  )
}

const tones = { valid: 'done', refused: 'late', unconfirmed: 'soon' } as const

function Verdict({ answer }: { answer: CompactAnswer }) {
  const { t } = useTranslation('credential')
  const language = useLanguage()
  const { facts, statusAge } = answer
  return (
    <>
      <Notice tone={tones[answer.outcome]} title={t(`screens.verify.outcome.${answer.outcome}`)} live>
        {answer.reasons.map((reason) => (
          <p key={reason}>{t(`screens.verify.reason.${reason}`)}</p>
        ))}
        {statusAge && <p>{t('screens.verify.age', { age: spanText(statusAge.seconds * 1000, language) })}</p>}
      </Notice>
      {facts && (
        <FactList
          rows={[
            {
              id: 'holder',
              term: t('screens.verify.holder'),
              value: facts.holderNameCut ? `${facts.holderName}…` : facts.holderName,
            },
            { id: 'code', term: t('screens.verify.creditCode'), value: facts.creditCode },
            { id: 'permits', term: t('screens.verify.permits'), value: <Permits facts={facts} /> },
            { id: 'issued', term: t('screens.verify.issued'), value: <MomentFigure at={facts.issuedAt} /> },
          ]}
        />
      )}
    </>
  )
}

function Permits({ facts: { permits } }: { facts: CompactFacts }) {
  const { t } = useTranslation('credential')
  if (permits.form === 'ids')
    return permits.ids.length ? permits.ids.join('、') : t('screens.verify.noPermits')
  const count = permits.form === 'count' ? permits.count : permits.digests.length
  return t('screens.verify.permitCount', { count })
}

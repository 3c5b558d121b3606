import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Dialog } from '#apps/web/kits/light/Dialog.tsx'
import { ErrorSummary } from '#apps/web/kits/light/ErrorSummary.tsx'
import { FactList } from '#apps/web/kits/light/FactList.tsx'
import { Section } from '#apps/web/kits/light/Page.tsx'
import { slotOf } from '../slot.ts'
import type { Case } from './case.tsx'
import { SlotField } from './slot-field.tsx'
import { useSlotText } from './slot-text.ts'

/** When everybody comes, who moved it, and moving it oneself, once. */
export function Survey({ theCase }: { theCase: Case }) {
  const { t } = useTranslation('casework')
  const text = useText()
  const slotText = useSlotText()
  const [open, setOpen] = useState(false)
  const { survey } = theCase
  if (!survey) return null
  return (
    <Section title={text(survey.title)}>
      <FactList
        rows={[
          {
            id: 'when',
            term: t('screens.survey.when'),
            value: slotText(survey.slot),
            note: survey.moves.map(({ from, by, reason }) => (
              <div key={`${from.day}${from.half}`}>
                {t(`screens.survey.moved.${by}`, { slot: slotText(from), reason })}
              </div>
            )),
            action: survey.mayMove && (
              <Button look="quiet" onClick={() => setOpen(true)}>
                {t('screens.survey.move')}
              </Button>
            ),
          },
        ]}
      />
      {open && <MoveSurvey theCase={theCase} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function MoveSurvey({ theCase, onClose }: { theCase: Case; onClose: () => void }) {
  const { t } = useTranslation('casework')
  const act = useAct('casework.moveSurvey')
  const [value, setValue] = useState<string>()
  const { partyId, caseId, theme } = theCase
  const slot = slotOf(value)
  const move = async () => {
    if (slot && (await act.run({ partyId, caseId, slot }))) onClose()
  }
  return (
    <Dialog
      title={t('screens.survey.moveTitle')}
      open
      onClose={onClose}
      actions={
        <Button look="primary" disabled={!slot} pending={act.pending} onClick={() => void move()}>
          {t('screens.survey.confirm')}
        </Button>
      }
    >
      <p>{t('screens.survey.moveText')}</p>
      <ErrorSummary problem={act.problem} />
      <SlotField
        name="slot"
        label={t('screens.survey.when')}
        theme={theme.id}
        value={value}
        onChange={setValue}
      />
    </Dialog>
  )
}

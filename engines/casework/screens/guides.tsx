import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from '@tanstack/react-router'
import { useRead } from '#apps/web/client/hooks.ts'
import { useText } from '#apps/web/i18n/i18n.ts'
import { Button } from '#apps/web/kits/light/Button.tsx'
import { Card, Cards } from '#apps/web/kits/light/Card.tsx'
import { EmptyState } from '#apps/web/kits/light/EmptyState.tsx'
import { LinkOver } from '#apps/web/kits/light/LinkOver.tsx'
import { Loaded } from '#apps/web/kits/light/Loaded.tsx'
import { Page, Section } from '#apps/web/kits/light/Page.tsx'
import { TextField } from '#apps/web/kits/light/TextField.tsx'
import { limitText } from './limit-text.ts'
import { OpenTheme } from './open-theme.tsx'

const firstShown = 12

/** What can be done here: whole matters first, then the single items they are made of. */
export default function GuidesScreen() {
  const { t } = useTranslation('casework')
  const text = useText()
  const [search, setSearch] = useState('')
  const [whole, setWhole] = useState(false)
  const wanted = { search: search.trim() || undefined }
  const themes = useRead('casework.listThemes', wanted)
  const items = useRead('casework.listItems', wanted)
  return (
    <Page title={t('screens.guides.title')} lead={t('screens.guides.lead')} wide>
      <TextField
        name="search"
        type="search"
        label={t('screens.guides.search')}
        value={search}
        onChange={setSearch}
      />
      <Section title={t('screens.guides.themes')}>
        <Loaded result={themes}>
          {(answer) =>
            answer.items.length === 0 ? (
              <p>{t('screens.guides.noThemes')}</p>
            ) : (
              <Cards>
                {answer.items.map((theme) => (
                  <Card
                    key={theme.id}
                    title={text(theme.title)}
                    foot={<OpenTheme theme={theme.id} registered={theme.registered} />}
                  >
                    <p>{text(theme.summary)}</p>
                    <p>{t('screens.guides.promise', { limit: limitText(theme.promise, t) })}</p>
                  </Card>
                ))}
              </Cards>
            )
          }
        </Loaded>
      </Section>
      <p>
        {t('screens.guides.openData')} <Link to="/open-data">{t('screens.openData.title')}</Link>
      </p>
      <Section title={t('screens.guides.items')}>
        <Loaded result={items} lines={6}>
          {(answer) =>
            answer.items.length === 0 ? (
              <EmptyState title={t('screens.guides.none')}>{t('screens.guides.noneText')}</EmptyState>
            ) : (
              <>
                <Cards>
                  {answer.items.slice(0, whole ? undefined : firstShown).map((item) => (
                    <Card
                      key={item.id}
                      title={
                        <LinkOver to="/guides/$item" params={{ item: item.id } as never}>
                          {text(item.title)}
                        </LinkOver>
                      }
                    >
                      <p>{text(item.department.title)}</p>
                      <p>{t('screens.guides.promise', { limit: limitText(item.promise, t) })}</p>
                    </Card>
                  ))}
                </Cards>
                {!whole && answer.items.length > firstShown && (
                  <Button look="secondary" onClick={() => setWhole(true)}>
                    {t('screens.guides.all', { count: answer.items.length })}
                  </Button>
                )}
              </>
            )
          }
        </Loaded>
      </Section>
    </Page>
  )
}

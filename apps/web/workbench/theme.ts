import { theme as antd, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'

/** Everything that changes what the tokens are: light or dark, usual or larger type. */
const looks = ['data-theme', 'data-elder'] as const

function listen(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: [...looks] })
  return () => observer.disconnect()
}
const look = () => looks.map((name) => document.documentElement.getAttribute(name)).join()

const made = new Map<string, ThemeConfig>()

/** The workbench's components in the tokens of tokens.css, read again when the reader changes the look. */
export function useWorkbenchTheme(): ThemeConfig {
  const now = useSyncExternalStore(listen, look)
  const known = made.get(now) ?? fromTokens(getComputedStyle(document.documentElement))
  made.set(now, known)
  return known
}

/**
 * The one place where tokens become the components' theme. Texts that antd fades by opacity are given the opaque inks of
 * the tokens: their contrast was chosen, that of a fading is an accident (its defaults fail WCAG 1.4.3).
 */
function fromTokens(style: CSSStyleDeclaration): ThemeConfig {
  const css = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const rem = Number.parseFloat(style.fontSize)
  const dark = style.colorScheme === 'dark'
  const [ink, inkSoft, inkFaint] = [css('ink'), css('ink-soft'), css('ink-faint')]
  return {
    algorithm: dark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      opacityLoading: 1,
      colorPrimary: css('accent'),
      colorPrimaryHover: css('accent-strong'),
      colorPrimaryActive: css('accent-strong'),
      colorPrimaryBg: css('accent-soft'),
      colorPrimaryBgHover: css('accent-soft'),
      colorLink: css('accent'),
      colorLinkHover: css('accent-strong'),
      colorLinkActive: css('accent-strong'),
      colorSuccess: css('done'),
      colorWarning: css('soon'),
      colorError: css('late'),
      colorErrorHover: css('late'),
      colorErrorText: css('late'),
      colorInfo: css('wait'),
      colorTextBase: ink,
      colorText: ink,
      colorTextHeading: ink,
      colorTextSecondary: inkSoft,
      colorTextDescription: inkSoft,
      colorTextTertiary: inkFaint,
      colorTextQuaternary: inkFaint,
      colorTextPlaceholder: inkFaint,
      colorTextDisabled: inkFaint,
      colorTextLightSolid: css('on-accent'),
      colorIcon: inkSoft,
      colorIconHover: ink,
      colorBgBase: css('surface'),
      colorBgContainer: css('surface'),
      colorBgElevated: css('surface'),
      colorBgLayout: css('paper'),
      colorBgSpotlight: ink,
      colorBgMask: css('shade'),
      colorBgContainerDisabled: css('sunken'),
      colorFillAlter: css('sunken'),
      colorFillTertiary: css('sunken'),
      colorBorder: css('line-strong'),
      colorBorderSecondary: css('line'),
      colorSplit: css('line'),
      fontFamily: css('font'),
      fontFamilyCode: css('mono'),
      fontSize: Math.round(rem * 0.875),
      lineHeight: 1.55,
      borderRadius: 6,
      controlHeight: Math.round(rem * 2),
      // Without this, popups wait for animations that the reduced-motion rule of base.css has cut off, and are never placed.
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationSlow: '0.18s',
      motionDurationMid: '0.14s',
      motionDurationFast: '0.08s',
    },
    components: {
      Table: {
        headerBg: css('sunken'),
        headerColor: inkSoft,
        rowHoverBg: css('accent-soft'),
        rowSelectedBg: css('accent-soft'),
        rowSelectedHoverBg: css('accent-soft'),
        cellPaddingBlock: 9,
        cellPaddingInline: 12,
        headerBorderRadius: 6,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Tooltip: { colorTextLightSolid: css('paper') },
      Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px' },
    },
  }
}

import { ButtonLink } from '../elements/button.tsx';
import { Page } from '../elements/page.tsx';
import { useLanguage } from '../i18n/language.tsx';

export function NotFoundPage() {
  const { t } = useLanguage();
  return (
    <Page title={t.notFound.title} lead={t.notFound.text} narrow>
      <div className="actions">
        <ButtonLink to="/" look="primary">
          {t.notFound.home}
        </ButtonLink>
      </div>
    </Page>
  );
}

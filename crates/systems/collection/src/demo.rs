//! A project with a form to try field collection on.

use access::Actor;
use house::House;
use registers::Strictness;
use serde_json::json;

use crate::{
    CollectionError, Drawn, keep_draft, publish,
    shelf::{commit, id_of, put},
};

/// Number of the demo's project.
const PROJECT: i64 = 1;

/// A check of a site, as a spreadsheet would have it.
const SITE_CHECK: &str = r"
| survey |
| | type | name | label::English (en) | label::Français (fr) | label::Español (es) | label::العربية (ar) | required | constraint | constraint_message::English (en) | constraint_message::Français (fr) | constraint_message::Español (es) | constraint_message::العربية (ar) | relevant | hxl |
| | start | start | | | | | | | | | | | | |
| | today | today | | | | | | | | | | | | |
| | text | site | Name of the site | Nom du site | Nombre del sitio | اسم الموقع | yes | | | | | | | #loc+name |
| | select_one status | status | Is the site open? | Le site est-il ouvert ? | ¿Está abierto el sitio? | هل الموقع مفتوح؟ | yes | | | | | | | #status+site |
| | integer | families | Families present | Familles présentes | Familias presentes | الأسر الموجودة | yes | . >= 0 and . <= 20000 | A number between 0 and 20,000 | Un nombre entre 0 et 20 000 | Un número entre 0 y 20 000 | رقم بين 0 و20,000 | ${status} = 'open' | #affected+hh |
| | date | since | Since when? | Depuis quand ? | ¿Desde cuándo? | منذ متى؟ | | . <= today() | The day cannot lie ahead | Le jour ne peut être à venir | El día no puede ser futuro | لا يمكن أن يكون اليوم في المستقبل | ${status} = 'open' | #date+start |
| | geopoint | place | Where is it? | Où est-ce ? | ¿Dónde está? | أين يقع؟ | | | | | | | | #geo |
| | begin_repeat | needs | Need | Besoin | Necesidad | احتياج | | | | | | | ${status} = 'open' | |
| | select_one need | need | What is lacking? | Que manque-t-il ? | ¿Qué falta? | ما الذي ينقص؟ | yes | | | | | | | #need+type |
| | text | remark | Remark | Remarque | Observación | ملاحظة | | | | | | | | |
| | end_repeat | | | | | | | | | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Français (fr) | label::Español (es) | label::العربية (ar) |
| | status | open | Open | Ouvert | Abierto | مفتوح |
| | status | closed | Closed | Fermé | Cerrado | مغلق |
| | need | water | Water | Eau | Agua | ماء |
| | need | food | Food | Nourriture | Alimentos | غذاء |
| | need | shelter | Shelter | Abri | Refugio | مأوى |
| | need | health | Health care | Soins de santé | Atención de salud | رعاية صحية |
| settings |
| | form_title | form_id | version | default_language |
| | Site check | site_check | 2026112501 | English (en) |
";

/// Makes the project and publishes its form.
///
/// # Errors
/// When the actor may not, or the store fails.
pub async fn create(house: &House, actor: &Actor) -> Result<(), CollectionError> {
    let id = id_of(house, "collect_projects", &[&PROJECT.to_string()])?;
    let project = json!({"project": PROJECT, "name": "Marula: site checks"});
    commit(
        house,
        actor,
        vec![put("collect_projects", id, project)],
        Strictness::Strict,
    )
    .await?;
    let drawn = Drawn::read(SITE_CHECK.as_bytes().to_vec(), "site_check", true)?;
    let form = keep_draft(house, actor, PROJECT, drawn).await?;
    publish(house, actor, PROJECT, &form).await
}

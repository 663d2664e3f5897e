# Pages publiques. Chaque clé existe dans chaque langue avec les mêmes variables ; un test le vérifie.

## Cadre
page-title = { $title } · { $site }
skip-to-content = Aller au contenu
nav-main = Navigation principale
nav-languages = Langues
nav-trail = Vous êtes ici
nav-indicators = Chiffres
nav-home = Accueil
nav-world = Carte du monde
nav-workspace = Se connecter
contact = Poser une question sur ces chiffres
boundary-disclaimer = Les frontières et les noms figurant sur cette carte n’impliquent ni reconnaissance ni acceptation officielle.

## Nombres
amount-suppressed = masqué
amount-unknown = pas de données
unit-people = Personnes
unit-households = Ménages
unit-sites = Sites
unit-plain = Valeur
count-people = { $count ->
    [one] { $value } personne
    [many] { $value } de personnes
   *[other] { $value } personnes
}
count-households = { $count ->
    [one] { $value } ménage
    [many] { $value } de ménages
   *[other] { $value } ménages
}
count-sites = { $count ->
    [one] { $value } site
    [many] { $value } de sites
   *[other] { $value } sites
}

## Dates
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Le chiffre
figure-title = { $title } : { $area }
summary-value = { $area } : { $amount } au { $date }.
summary-more = C’est { $share } de plus qu’au { $date } ({ $round }).
summary-fewer = C’est { $share } de moins qu’au { $date } ({ $round }).
summary-same = C’est autant qu’au { $date } ({ $round }).
summary-most = La valeur la plus élevée : { $area }, { $share } du total.
as-of = au { $date }
fact-round = Cycle
fact-collected = Collecte
fact-coverage = Zones évaluées
fact-records = Évaluations
fact-source = Source
fact-approved = Approuvé
coverage-of = { $assessed } sur { $planned }

## Zones
heading-areas = Où
areas-caption = Les mêmes valeurs que sur la carte, de la plus élevée à la plus faible
column-area = Zone
column-bar = Barre
column-change = Évolution
column-part = Groupe
column-share = Part
column-round = Cycle
column-date = Date
column-country = Pays
row-total = Total
map-label = { $title }, { $area }, { $date }
legend-label = Légende de la carte
legend-suppressed = Masqué pour protéger les personnes
legend-unknown = Pas de données

## Temps et répartition
heading-series = Évolution dans le temps
series-label = { $title }, { $area }, par cycle
series-note = Chaque point est un effectif à une date ; les cycles ne s’additionnent pas.
heading-breakdowns = Qui et pourquoi

## Données
heading-downloads = Obtenir les données
format-csv = tout tableur, avec balises HXL
format-xlsx = classeur, avec balises HXL
format-geojson = zones avec leurs contours, pour les cartes
format-parquet = colonnes, pour l’analyse
cite = Comment citer
cite-text = { $publisher } : { $title }, { $area }, { $round }, { $date }.
address = Adresse durable de ce chiffre
licence = Conditions d’utilisation

## Sens
heading-meaning = Ce que disent les chiffres
meaning-who = Qui est compté
meaning-when = À quel moment
meaning-when-text = Les personnes présentes le { $date } ou peu avant. C’est un effectif à une date, et non toutes les personnes qui se sont déplacées.
meaning-map = Comment lire la carte
meaning-map-text = Les zones sont réparties selon leur valeur en cinq groupes au plus, de taille à peu près égale : plus la couleur est forte, plus la valeur est élevée. Les zones hachurées n’ont pas de valeur qui puisse être montrée.
heading-limits = Méthode et limites
limits-estimate = Les chiffres sont des estimations fondées sur des informateurs clés, l’observation et d’autres sources dans chaque zone. Ce n’est ni un recensement ni un enregistrement.
limits-coverage = { $assessed } zones sur { $planned } ont été évaluées pendant ce cycle. Une zone qui n’a pas été atteinte est sans données, jamais à zéro.
limits-suppression = Les effectifs inférieurs à { $threshold } sont masqués pour protéger les personnes, ainsi que d’autres qui permettraient de les calculer. La somme des lignes visibles peut donc différer du total.
limits-rounds = En comparant des cycles, tenez compte du fait que les zones atteintes peuvent différer.

## Choix
choose-round = Cycle
choose-level = Zones
choose-show = Afficher

## Accueil
home-title = Accueil
home-empty = Rien n’a encore été publié. Les chiffres apparaîtront ici dès qu’un cycle aura été approuvé.
home-more = Voir de plus près
home-data = Obtenir les données
heading-headlines = Autres chiffres

## Monde
world-label = { $title } par pays, jusqu’au { $date }
world-lead = La dernière valeur approuvée de chaque pays, la plus récente du { $date }. Les pays sans valeur sont hachurés.
heading-countries = Pays

## Erreurs
not-found-heading = Cette page n’existe pas
not-found-text = L’adresse contient peut-être une faute de frappe, ou la page a été déplacée.
not-published-heading = Non publié
not-published-text = Il n’y a pas de chiffre publié pour cette zone et ce cycle. Choisissez un autre cycle ou revenez à l’accueil.
internal-heading = Une erreur s’est produite chez nous
internal-text = La page n’a pas pu être affichée. Réessayez dans un instant. Si cela se répète, indiquez-nous ce numéro : { $id }
to-home = Vers l’accueil

## Missing migrants
nav-missing = Migrants disparus
missing-title = Migrants disparus
missing-empty = Aucun incident n’était publié à cette date.
missing-lead = Au moins { $people } personnes sont mortes ou ont disparu en route vers un autre pays, dans { $incidents } incidents de { $first } à { $last }, au { $date }.
missing-minimum = Tous les chiffres sont des estimations minimales : beaucoup de décès ne sont jamais recensés.
missing-dead = Morts
missing-missing = Disparus
missing-both = Morts et disparus
missing-incidents = Incidents
missing-incident = Incident
missing-as-of = Situation au
missing-choose-as-of = Situation au (maintenant si vide)
missing-choose-system = Régions
missing-system-project = Régions du projet Migrants disparus
missing-system-unsd = Régions des Nations Unies (M49)
missing-where = Où
missing-map-label = Incidents de migrants disparus, au { $date }
missing-map-note = Plus un cercle est grand, plus il y a de personnes. Son contour dit avec quelle précision le lieu est connu ; les cercles voisins sont réunis.
missing-map-without = Hors de la carte : { $records } enregistrements sans point et { $people } personnes dans des totaux sur une période.
missing-mark-several = { $incidents } enregistrements : { $people } morts et disparus
missing-mark-one = { $label } : { $people } morts et disparus
missing-unknown = inconnu
missing-precision-exact = Point exact
missing-precision-place = Un lieu nommé
missing-precision-area = Quelque part dans une zone
missing-precision-sea = Quelque part en mer
missing-regions = Par région
missing-region = Région
missing-regions-note = Un événement touchant deux régions est un incident de chacune : les incidents peuvent ne pas s’additionner ; les personnes sont comptées une fois.
missing-region-years = Morts et disparus par région et par année
missing-all = Ensemble
missing-years = Par année
missing-year = Année
missing-years-label = Morts et disparus par année de l’incident
missing-years-note = L’année en cours n’est pas terminée, et les années passées changent à mesure que des incidents sont connus.
missing-revisions = Révisions
missing-revisions-note = Chaque modification d’un incident publié, avec sa date et son motif.
missing-revisions-none = Aucun incident publié n’a été modifié.
missing-revisions-more = et { $count } modifications plus anciennes
missing-what = Modification
missing-difference = Différence
missing-why = Motif
missing-withdrawn = Retiré
missing-restored = Publié à nouveau
missing-changed = { $field } : { $before } → { $after }
missing-cite = { $publisher } : Migrants disparus, au { $date }. Estimations minimales.
missing-format-geojson = incidents sous forme de points, pour les cartes
missing-who = Les personnes mortes ou disparues aux frontières ou en route vers un pays autre que celui où elles vivaient, quel que soit leur statut : naufrages, accidents de transport, attaques ou raisons médicales en chemin.
missing-who-not = Qui ne l’est pas
missing-who-not-text = Les décès dans le pays de destination ou de résidence, en détention, dans les camps ou logements de réfugiés, pendant une expulsion ou après un retour forcé.
missing-counting = Comment on compte
missing-counting-text = Un événement à plusieurs lieux est un seul incident. Un total sur une période sans événements distincts ajoute des personnes mais pas d’incident.
missing-limits-blank = Ce qui est inconnu n’ajoute rien : { $records } enregistrements publiés n’ont aucun nombre de personnes.
missing-limits-dead = Morts et disparus sont deux chiffres et ne sont jamais compensés. Une personne disparue retrouvée morte est déplacée en modifiant l’incident.
missing-limits-regions = Dans les régions des Nations Unies, la Méditerranée reste non classée et les autres décès en mer comptent dans la région la plus proche.
missing-limits-change = Les chiffres des années passées changent. Une réponse à une date donnée reste la même ; citez son adresse avec le nombre.

## Rapport d’un tour
report-title = { $area } : rapport de { $round }
report-date = Chiffres du { $date }
report-print = Pour garder ce rapport en PDF, imprimez la page et choisissez « Enregistrer au format PDF ».
report-remote = Tour à distance.
report-remote-text = Les informateurs ont été interrogés à distance ; personne n’a vu les lieux. Les chiffres sont moins sûrs que ceux d’une visite.
report-link = Rapport
report-link-note = le tour sur papier ou en PDF
format-metadata = ce que sont les données, pour les catalogues
column-now = Ce tour
column-before = Tour précédent
column-places = Lieux
heading-coverage = Couverture et confiance
places-covered = Avec des personnes et un chiffre
places-nobody-there = Visités, personne sur place
places-not-reached = Non atteints : personnes inconnues
places-closed = Fermés
places-silent = Sans rapport
coverage-note = Un lieu sans personne, un lieu non atteint et un lieu fermé sont trois choses différentes. Seuls le premier et le dernier comptent pour zéro.
heading-reliability = Confiance dans les chiffres, par lieux
reliability-high = Élevée
reliability-medium = Moyenne
reliability-low = Faible
reliability-unknown = Non renseignée
reliability-note = Élevée : au moins trois informateurs de deux types concordent à un dixième près, et quelqu’un a observé. Faible : un seul informateur, rien d’observé. Ce qui est demandé à distance n’est jamais élevé.
# People on the move and emergencies
nav-flows = En mouvement
nav-events = Urgences
flows-title = Personnes en mouvement
flows-what = Ce que les enquêteurs ont vu aux points de suivi des flux. Un passage est une personne qui passe un point une fois : les passages ne sont pas des personnes.
flows-period = Comptages du { $from } au { $to }.
flows-empty = Aucun comptage n’a encore été approuvé.
flows-people = Environ { $best } personnes différentes ont été vues avancer durant cette période, entre { $low } et { $high } ; les heures sans observation n’y sont pas.
flows-people-bounds = Entre { $low } et { $high } personnes différentes ont été vues avancer durant cette période ; il n’y a pas de meilleur chiffre, et les heures sans observation n’y sont pas.
flows-picture = Points de { $route } dans l’ordre
flows-picture-note = Passages vers l’aval durant la dernière semaine observée chaque jour ; un cercle vide quand le chiffre est masqué ou inconnu.
flows-weeks = Passages par semaine à { $point }
flows-open = semaines, d’où vers où
flows-week = Semaine du
flows-seen = Observés
flows-onward = Vers l’aval
flows-back = Vers l’amont
flows-days = Jours observés
flows-hours = Heures observées
flows-scaled = Extrapolés aux heures d’ouverture
flows-factor = Facteur
flows-not-scaled = non extrapolé
flows-not-told = non indiqué
flows-origin = Départ
flows-destination = Destination
flows-method = Méthode et limites
flows-method-scaling = Ce qui a été observé n’est jamais remplacé. À côté figure ce que ce serait si les heures d’ouverture non observées ressemblaient aux heures observées ; le facteur dit la part non vue. Les jours sans observation manquent, ils ne valent pas zéro.
flows-method-people = Les passages d’une route ne s’additionnent pas : une personne passe plusieurs points. On demande aux groupes leur dernier lieu de transit ; ceux qui nomment un point précédent ont déjà été comptés.
flows-method-hidden = Les chiffres inférieurs à dix, et ceux qui permettraient de les calculer, sont masqués.
flows-file = semaines de tous les points, avec balises HXL
events-title = Urgences
events-what = Événements de déplacement signalés par les équipes et publiés par les analystes. Un événement est une alerte, pas un dénombrement ; les événements se recoupent et ne s’additionnent jamais.
events-empty = Aucun événement n’a été publié.
events-map = Événements de déplacement sur une carte
events-map-note = Plus la marque est grande, plus il y a de personnes. Les marques sont à une dizaine de kilomètres près, à dessein.
events-no-map = Il n’y a pas encore de carte des zones.
events-list = Événements
events-cause = Cause
events-from = Quitté
events-to = Atteint
events-people = Personnes
events-range = Fourchette
events-between = { $low } à { $high }
events-file = événements en points proches du lieu, pour cartes

## Released files: trafficked persons
nav-trafficking = Traite des personnes
trafficking-title = Victimes de traite qui ont été aidées
trafficking-lead = { $records } enregistrements, publiés le { $date }. Aucun n’est celui d’une personne : ils sont tirés de comptes bruités.
trafficking-nobody = Personne parmi les personnes aidées ne peut être retrouvé dans ces données, et rien ici ne doit être lu comme un fait sur quelqu’un.
trafficking-reading-link = Ce que l’on peut conclure ou non
trafficking-empty = Rien n’est encore publié.
trafficking-method-link = Comment les données sont produites
trafficking-cite = { $publisher } : Victimes de traite qui ont été aidées, publication { $release }, { $date }. Données synthétiques.
trafficking-limit-found = Ce sont des personnes trouvées et aidées. L’ampleur de la traite ne s’y lit pas.
trafficking-limit-blank = Vide veut dire « non signalé », jamais « non ». Les parts portent sur les enregistrements qui renseignent la colonne.
trafficking-limit-absence = Ce qui n’est pas montré peut exister, et une combinaison rare qui est montrée peut ne pas exister.
trafficking-limit-person = Aucune ligne n’est une personne, même si elle ressemble à quelqu’un que vous connaissez.
trafficking-limit-place = Le pays d’exploitation est souvent celui où la personne a d’abord été aidée.
release-by = Montrer par
release-only = Seulement
release-everybody = Tous les enregistrements
release-not-reported = Non signalé
release-not-covered = La publication n’a pas mesuré ces deux colonnes ensemble ; il n’y a donc pas de chiffre. Tous les enregistrements sont montrés.
release-heading-only = { $by }, seulement { $only }
release-map-note = Hachuré : trop peu pour être distingué de personne.
release-table-note = Les comptes sont bruités exprès. Le vrai compte est dans l’intervalle 95 fois sur 100, pour ce qui est du bruit.
release-aggregate = Compte publié
release-interval = Intervalle
release-synthetic = Enregistrements synthétiques
release-under = moins de { $under }, ou personne
release-hidden = { $values } autres valeurs ont moins de { $under } personnes, ou aucune. Lequel des deux n’est pas dit.
release-file-csv = Enregistrements, CSV
release-file-csv-note = les enregistrements synthétiques
release-file-parquet = Enregistrements, Parquet
release-file-parquet-note = les mêmes, en colonnes, pour l’analyse
release-file-dictionary = Dictionnaire des données
release-file-dictionary-note = chaque colonne et valeur en mots
release-file-counts = Comptes
release-file-counts-note = comptes publiés avec leurs intervalles
release-file-recipe = Recette
release-file-recipe-note = colonnes, méthode et prix de la confidentialité
release-api = Pour les programmes
release-promise = Ce qui est promis
release-promise-private = Quiconque lit ceci, quoi qu’il sache d’autre, apprend sur une personne au plus ce que permettent epsilon { $epsilon } et delta { $delta }. Qui aurait deviné à une chance sur deux qu’une personne est dans les données peut en être sûr à { $sure } au plus ensuite.
release-promise-shared = Au moins { $k } personnes partagent chaque enregistrement.
release-purpose = Finalité
release-two-columns = Pourquoi deux colonnes de nombres
release-two-columns-text = Le compte publié est le meilleur chiffre : utilisez-le. Les enregistrements synthétiques servent aux questions qu’aucun compte ne couvre ; si les deux diffèrent beaucoup, ne vous fiez à aucun.
trafficking-method-title = Comment les données sont produites
trafficking-method-1 = Les partenaires qui aident les victimes envoient des enregistrements sans nom : des années au lieu de dates, des tranches au lieu d’âges. Les noms ne quittent jamais le partenaire.
trafficking-method-2 = Un enregistrement n’est utilisé que si la personne a accepté et si l’accord du partenaire couvre cette publication.
trafficking-method-3 = Une personne connue de plusieurs partenaires compte une fois, pour autant que leurs jetons à clé le disent.
trafficking-method-4 = On compte les colonnes et certaines combinaisons, puis on ajoute à chaque compte un bruit aléatoire exact (gaussien discret, OpenDP).
trafficking-method-5 = Les enregistrements sont tirés de ces comptes bruités. Les originaux ne sont plus consultés.
trafficking-method-6 = Des attaques sont tentées sur le résultat. Une publication où l’on reconnaît des personnes est refusée.
trafficking-method-7 = Chaque publication sur les mêmes personnes coûte de la confidentialité. La somme est tenue, et au-delà d’un total fixé plus rien n’est publié. Une deuxième personne approuve chaque publication.
trafficking-reading-title = Ce que l’on peut conclure ou non
trafficking-reading-lead = Pour les lecteurs qui ne sont pas statisticiens.
trafficking-may = Vous pouvez dire
trafficking-may-1 = Des parts de groupes courants : « environ la moitié des cas enregistrés relevaient du travail forcé ».
trafficking-may-2 = Des comparaisons de grands groupes : « de ce pays on connaît surtout des cas de travail, de tel autre d’exploitation sexuelle ».
trafficking-may-3 = Des tendances sur plusieurs années, pour des groupes de centaines de personnes.
trafficking-may-4 = Les questions à poser aux organisations qui détiennent les cas.
trafficking-may-not = Vous ne pouvez pas dire
trafficking-may-not-1 = Qu’une combinaison rare existe : quelques-unes sont inventées. Un groupe de moins de cent n’est pas une preuve.
trafficking-may-not-2 = Qu’une combinaison n’existe pas : les rares sont omises exprès.
trafficking-may-not-3 = Des nombres exacts. Dites « environ 1 200 » et donnez l’intervalle.
trafficking-may-not-4 = Quoi que ce soit sur une personne, même si une ligne semble lui correspondre.
trafficking-may-not-5 = Des relations entre quatre colonnes ou plus.
trafficking-may-not-6 = L’ampleur de la traite, ou sa hausse : plus d’aide et un meilleur enregistrement donnent plus d’enregistrements.
trafficking-may-not-7 = « Non » là où le tableau dit « non signalé ».
## Crossings of the border
nav-border = Frontière
border-title = Passages de la frontière
border-what = Passages comptés par les postes et approuvés par le siège, par jour. Un passage est un événement : qui passe deux fois est compté deux fois. Les petits nombres sont retenus.
border-empty = Aucun jour n’a encore été approuvé.
border-days = Jours approuvés
border-post = Poste
border-entries = Entrées
border-exits = Sorties
border-refusals = Refus

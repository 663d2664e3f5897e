# Páginas públicas. Cada clave existe en cada idioma con las mismas variables; una prueba lo comprueba.

## Marco
page-title = { $title } · { $site }
skip-to-content = Ir al contenido
nav-main = Navegación principal
nav-languages = Idiomas
nav-trail = Está aquí
nav-indicators = Cifras
nav-home = Inicio
nav-world = Mapa del mundo
nav-workspace = Iniciar sesión
contact = Preguntar sobre estas cifras
boundary-disclaimer = Las fronteras y los nombres que figuran en este mapa no implican su apoyo o aceptación oficial.

## Números
amount-suppressed = oculto
amount-unknown = sin datos
unit-people = Personas
unit-households = Hogares
unit-sites = Sitios
unit-plain = Valor
count-people = { $count ->
    [one] { $value } persona
    [many] { $value } de personas
   *[other] { $value } personas
}
count-households = { $count ->
    [one] { $value } hogar
    [many] { $value } de hogares
   *[other] { $value } hogares
}
count-sites = { $count ->
    [one] { $value } sitio
    [many] { $value } de sitios
   *[other] { $value } sitios
}

## Fechas
date-day = { $day } de { $month } de { $year }
date-month = { $month } de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

## La cifra
figure-title = { $title }: { $area }
summary-value = { $amount } en { $area } al { $date }.
summary-more = Es un { $share } más que el { $date } ({ $round }).
summary-fewer = Es un { $share } menos que el { $date } ({ $round }).
summary-same = Es lo mismo que el { $date } ({ $round }).
summary-most = El valor más alto: { $area }, { $share } del total.
as-of = al { $date }
fact-round = Ronda
fact-collected = Recolección
fact-coverage = Áreas evaluadas
fact-records = Evaluaciones
fact-source = Fuente
fact-approved = Aprobada
coverage-of = { $assessed } de { $planned }

## Áreas
heading-areas = Dónde
areas-caption = Los mismos valores que en el mapa, de mayor a menor
column-area = Área
column-bar = Barra
column-change = Cambio
column-part = Grupo
column-share = Parte
column-round = Ronda
column-date = Fecha
column-country = País
row-total = Total
map-label = { $title }, { $area }, { $date }
legend-label = Leyenda del mapa
legend-suppressed = Oculto para proteger a las personas
legend-unknown = Sin datos

## Tiempo y partes
heading-series = Evolución en el tiempo
series-label = { $title } en { $area } por ronda
series-note = Cada punto es un recuento en una fecha; las rondas no se suman.
heading-breakdowns = Quiénes y por qué

## Datos
heading-downloads = Obtener los datos
format-csv = cualquier hoja de cálculo, con etiquetas HXL
format-xlsx = libro de cálculo, con etiquetas HXL
format-geojson = áreas con sus contornos, para mapas
format-parquet = columnas, para análisis
cite = Cómo citar
cite-text = { $publisher }: { $title }, { $area }, { $round }, { $date }.
address = Dirección permanente de esta cifra
licence = Condiciones de uso

## Significado
heading-meaning = Qué significan las cifras
meaning-who = A quién se cuenta
meaning-when = En qué momento
meaning-when-text = A las personas que estaban allí el { $date } o poco antes. Es un recuento en una fecha, no de todas las personas que alguna vez se desplazaron.
meaning-map = Cómo leer el mapa
meaning-map-text = Las áreas se reparten según su valor en un máximo de cinco grupos de tamaño parecido: cuanto más intenso el color, mayor el valor. Las áreas rayadas no tienen un valor que pueda mostrarse.
heading-limits = Método y límites
limits-estimate = Las cifras son estimaciones a partir de informantes clave, observación y otras fuentes en cada área. No son un censo ni un registro.
limits-coverage = En esta ronda se evaluaron { $assessed } de { $planned } áreas. Un área a la que no se llegó figura sin datos, nunca como cero.
limits-suppression = Los recuentos inferiores a { $threshold } se ocultan para proteger a las personas, junto con otros a partir de los cuales podrían calcularse. Por eso las filas visibles pueden no sumar el total.
limits-rounds = Al comparar rondas, tenga en cuenta que las áreas alcanzadas pueden ser distintas.

## Elección
choose-round = Ronda
choose-level = Áreas
choose-show = Mostrar

## Inicio
home-title = Inicio
home-empty = Todavía no se ha publicado nada. Las cifras aparecerán aquí en cuanto se apruebe una ronda.
home-more = Ver en detalle
home-data = Obtener los datos
heading-headlines = Más cifras

## Mundo
world-label = { $title } por país, hasta el { $date }
world-lead = El último valor aprobado de cada país, el más reciente del { $date }. Los países sin valor están rayados.
heading-countries = Países

## Errores
not-found-heading = Esta página no existe
not-found-text = Puede que la dirección tenga un error o que la página se haya movido.
not-published-heading = No publicado
not-published-text = No hay una cifra publicada para esta área y esta ronda. Elija otra ronda o vuelva al inicio.
internal-heading = Algo ha fallado por nuestra parte
internal-text = No se pudo mostrar la página. Vuelva a intentarlo en un momento. Si se repite, indíquenos este número: { $id }
to-home = Ir al inicio

## Missing migrants
nav-missing = Migrantes desaparecidos
missing-title = Migrantes desaparecidos
missing-empty = A esta fecha no se había publicado ningún incidente.
missing-lead = Al menos { $people } personas murieron o desaparecieron en camino a otro país, en { $incidents } incidentes de { $first } a { $last }, a { $date }.
missing-minimum = Todas las cifras son estimaciones mínimas: muchas muertes nunca se registran.
missing-dead = Muertos
missing-missing = Desaparecidos
missing-both = Muertos y desaparecidos
missing-incidents = Incidentes
missing-incident = Incidente
missing-as-of = A fecha de
missing-choose-as-of = A fecha de (ahora si está vacío)
missing-choose-system = Regiones
missing-system-project = Regiones del proyecto Migrantes Desaparecidos
missing-system-unsd = Regiones de las Naciones Unidas (M49)
missing-where = Dónde
missing-map-label = Incidentes de migrantes desaparecidos, a { $date }
missing-map-note = Cuanto mayor es un círculo, más personas. Su contorno indica con qué precisión se conoce el lugar; los círculos contiguos se dibujan como uno.
missing-map-without = Fuera del mapa: { $records } registros sin punto y { $people } personas en totales de un período.
missing-mark-several = { $incidents } registros: { $people } muertos y desaparecidos
missing-mark-one = { $label }: { $people } muertos y desaparecidos
missing-unknown = desconocido
missing-precision-exact = Punto exacto
missing-precision-place = Un lugar con nombre
missing-precision-area = En algún punto de una zona
missing-precision-sea = En algún punto del mar
missing-regions = Por región
missing-region = Región
missing-regions-note = Un suceso que toca dos regiones es un incidente de ambas, por lo que los incidentes pueden no sumar; las personas se cuentan una vez.
missing-region-years = Muertos y desaparecidos por región y año
missing-all = Todas
missing-years = Por año
missing-year = Año
missing-years-label = Muertos y desaparecidos por año del incidente
missing-years-note = El año en curso no ha terminado, y los años pasados cambian a medida que se conocen incidentes.
missing-revisions = Revisiones
missing-revisions-note = Cada cambio de un incidente publicado, con su fecha y su motivo.
missing-revisions-none = No se ha modificado ningún incidente publicado.
missing-revisions-more = y { $count } cambios anteriores
missing-what = Cambio
missing-difference = Diferencia
missing-why = Motivo
missing-withdrawn = Retirado
missing-restored = Publicado de nuevo
missing-changed = { $field }: { $before } → { $after }
missing-cite = { $publisher }: Migrantes desaparecidos, a { $date }. Estimaciones mínimas.
missing-format-geojson = incidentes como puntos, para mapas
missing-who = Personas muertas o desaparecidas en las fronteras o en camino a un país distinto de aquel en que vivían, sea cual sea su condición: en naufragios, accidentes de transporte, ataques o por causas médicas en el camino.
missing-who-not = Quién no
missing-who-not-text = Muertes en el país de destino o residencia, en detención, en campamentos o viviendas de refugiados, durante una deportación o tras un retorno forzado.
missing-counting = Cómo se cuenta
missing-counting-text = Un suceso con varios lugares es un incidente. Un total de un período sin sucesos individuales suma personas y ningún incidente.
missing-limits-blank = Lo que se desconoce no suma nada: { $records } registros publicados no tienen número de personas.
missing-limits-dead = Muertos y desaparecidos son dos cifras y nunca se compensan. Una persona desaparecida hallada muerta se traslada modificando el incidente.
missing-limits-regions = En las regiones de las Naciones Unidas el Mediterráneo queda sin clasificar, y las demás muertes en el mar cuentan en la región más cercana.
missing-limits-change = Las cifras de años pasados cambian. Una respuesta a una fecha dada no varía nunca; cite su dirección junto con el número.

## Informe de una ronda
report-title = { $area }: informe de { $round }
report-date = Cifras del { $date }
report-print = Para guardar este informe en PDF, imprima la página y elija «Guardar como PDF».
report-remote = Ronda a distancia.
report-remote-text = Se preguntó a los informantes a distancia; nadie vio los lugares. Las cifras son menos seguras que las de una visita.
report-link = Informe
report-link-note = la ronda en papel o en PDF
format-metadata = qué son los datos, para catálogos
column-now = Esta ronda
column-before = Ronda anterior
column-places = Lugares
heading-coverage = Cobertura y confianza
places-covered = Con personas y una cifra
places-nobody-there = Visitados, sin nadie
places-not-reached = No alcanzados: personas desconocidas
places-closed = Cerrados
places-silent = Sin informe
coverage-note = Un lugar sin nadie, uno no alcanzado y uno cerrado son tres cosas distintas. Solo el primero y el último cuentan como cero.
heading-reliability = Confianza en las cifras, por lugares
reliability-high = Alta
reliability-medium = Media
reliability-low = Baja
reliability-unknown = Sin registrar
reliability-note = Alta: tres o más informantes de dos o más tipos coinciden dentro de un décimo y alguien observó. Baja: un informante, nada observado. Lo que se pregunta a distancia nunca es alto.
# People on the move and emergencies
nav-flows = En movimiento
nav-events = Emergencias
flows-title = Personas en movimiento
flows-what = Lo que los encuestadores vieron en los puntos de monitoreo de flujos. Un paso es una persona que pasa un punto una vez: los pasos no son personas.
flows-period = Conteos del { $from } al { $to }.
flows-empty = Aún no se ha aprobado ningún conteo.
flows-people = Se vio avanzar a unas { $best } personas distintas en este período, entre { $low } y { $high }; las horas sin observar no están incluidas.
flows-people-bounds = Se vio avanzar a entre { $low } y { $high } personas distintas en este período; no hay una mejor cifra, y las horas sin observar no están incluidas.
flows-picture = Puntos de { $route } en orden
flows-picture-note = Pasos hacia adelante en la última semana observada todos los días; un anillo donde la cifra está oculta o no se conoce.
flows-weeks = Pasos por semana en { $point }
flows-open = semanas, de dónde a dónde
flows-week = Semana del
flows-seen = Observados
flows-onward = Hacia adelante
flows-back = De regreso
flows-days = Días observados
flows-hours = Horas observadas
flows-scaled = Extrapolados a horas abiertas
flows-factor = Factor
flows-not-scaled = sin extrapolar
flows-not-told = no indicado
flows-origin = Salida
flows-destination = Destino
flows-method = Método y límites
flows-method-scaling = Lo observado nunca se sustituye. Al lado figura lo que sería si las horas abiertas no observadas fueran como las observadas; el factor dice cuánto no se vio. Los días sin observación faltan, no son cero.
flows-method-people = Los pasos de una ruta no se suman: la gente pasa varios puntos. Se pregunta a los grupos por su último lugar de tránsito; quienes nombran un punto anterior ya fueron contados.
flows-method-hidden = Se ocultan las cifras menores de diez y las que permitirían calcularlas.
flows-file = semanas de todos los puntos, con etiquetas HXL
events-title = Emergencias
events-what = Eventos de desplazamiento que los equipos notifican y los analistas publican. Un evento es una alerta, no un recuento; los eventos se solapan y nunca se suman.
events-empty = No se ha publicado ningún evento.
events-map = Eventos de desplazamiento en un mapa
events-map-note = Cuanto mayor la marca, más personas. Las marcas están a unos diez kilómetros del lugar, a propósito.
events-no-map = Aún no hay mapa de las zonas.
events-list = Eventos
events-cause = Causa
events-from = Dejaron
events-to = Llegaron a
events-people = Personas
events-range = Rango
events-between = { $low } a { $high }
events-file = eventos como puntos cercanos al lugar, para mapas

## Released files: trafficked persons
nav-trafficking = Trata de personas
trafficking-title = Víctimas de trata que recibieron ayuda
trafficking-lead = { $records } registros, publicados el { $date }. Ninguno es de una persona: se extraen de recuentos con ruido.
trafficking-nobody = Nadie de quienes recibieron ayuda puede encontrarse en estos datos, y nada aquí debe leerse como un hecho sobre alguien.
trafficking-reading-link = Qué se puede concluir y qué no
trafficking-empty = Aún no hay nada publicado.
trafficking-method-link = Cómo se hacen los datos
trafficking-cite = { $publisher }: Víctimas de trata que recibieron ayuda, publicación { $release }, { $date }. Datos sintéticos.
trafficking-limit-found = Son personas que fueron halladas y ayudadas. Aquí no se lee cuán común es la trata.
trafficking-limit-blank = En blanco es «no consta», nunca «no». Las proporciones son de los registros que informan la columna.
trafficking-limit-absence = Lo que no se muestra puede existir, y una combinación rara que se muestra puede no existir.
trafficking-limit-person = Ninguna fila es una persona, aunque encaje con alguien que conoce.
trafficking-limit-place = El país de explotación suele ser donde la persona recibió ayuda por primera vez.
release-by = Mostrar por
release-only = Solo
release-everybody = Todos los registros
release-not-reported = No consta
release-not-covered = La publicación no midió estas dos columnas juntas, así que no hay cifra. Se muestran todos los registros.
release-heading-only = { $by }, solo { $only }
release-map-note = Rayado: muy pocos para distinguirse de nadie.
release-table-note = Los recuentos llevan ruido a propósito. El recuento verdadero está en el intervalo 95 de cada 100 veces, en cuanto al ruido.
release-aggregate = Recuento publicado
release-interval = Intervalo
release-synthetic = Registros sintéticos
release-under = menos de { $under }, o nadie
release-hidden = { $values } valores más tienen menos de { $under } personas, o ninguna. No se dice cuál de los dos.
release-file-csv = Registros, CSV
release-file-csv-note = los registros sintéticos
release-file-parquet = Registros, Parquet
release-file-parquet-note = los mismos, en columnas, para análisis
release-file-dictionary = Diccionario de datos
release-file-dictionary-note = cada columna y valor en palabras
release-file-counts = Recuentos
release-file-counts-note = recuentos publicados con sus intervalos
release-file-recipe = Receta
release-file-recipe-note = columnas, método y precio de la privacidad
release-api = Para programas
release-promise = Qué se promete
release-promise-private = Quien lea esto, sepa lo que sepa además, aprende de una persona como mucho lo que permiten épsilon { $epsilon } y delta { $delta }. Quien habría adivinado a partes iguales que una persona está en los datos puede estar seguro después como mucho al { $sure }.
release-promise-shared = Al menos { $k } personas comparten cada registro.
release-purpose = Para qué es
release-two-columns = Por qué dos columnas de números
release-two-columns-text = El recuento publicado es la mejor cifra: úselo. Los registros sintéticos sirven para preguntas que ningún recuento responde; si difieren mucho, no se fíe de ninguno.
trafficking-method-title = Cómo se hacen los datos
trafficking-method-1 = Los socios que ayudan a las víctimas envían registros sin nombres: años en vez de fechas, tramos en vez de edades. Los nombres nunca salen del socio.
trafficking-method-2 = Un registro solo se usa si la persona lo aceptó y el acuerdo del socio cubre esta publicación.
trafficking-method-3 = Una persona conocida por varios socios cuenta una vez, hasta donde lo dicen sus fichas con clave.
trafficking-method-4 = Se cuentan columnas y algunas combinaciones, y a cada recuento se añade ruido aleatorio exacto (gaussiano discreto, OpenDP).
trafficking-method-5 = Los registros se extraen de esos recuentos con ruido. Los originales no se vuelven a mirar.
trafficking-method-6 = Se prueban ataques sobre el resultado. Una publicación en la que se reconozca a personas se rechaza.
trafficking-method-7 = Cada publicación de las mismas personas cuesta privacidad. Se lleva la suma, y más allá de un total fijo no se publica nada más. Una segunda persona aprueba cada publicación.
trafficking-reading-title = Qué se puede concluir y qué no
trafficking-reading-lead = Para lectores que no son estadísticos.
trafficking-may = Puede decir
trafficking-may-1 = Proporciones de grupos comunes: «cerca de la mitad de los casos registrados fueron de trabajo forzoso».
trafficking-may-2 = Comparaciones de grupos grandes: «de este país se conocen sobre todo casos laborales, de aquel de explotación sexual».
trafficking-may-3 = Tendencias a lo largo de los años, de grupos de cientos.
trafficking-may-4 = Qué preguntas llevar a las organizaciones que guardan los casos.
trafficking-may-not = No puede decir
trafficking-may-not-1 = Que existe una combinación rara: algunas son inventadas. Un grupo de menos de cien no es prueba.
trafficking-may-not-2 = Que una combinación no existe: las raras se omiten a propósito.
trafficking-may-not-3 = Números exactos. Diga «unos 1.200» y dé el intervalo.
trafficking-may-not-4 = Nada sobre una persona, aunque una fila parezca encajar.
trafficking-may-not-5 = Relaciones de cuatro o más columnas.
trafficking-may-not-6 = Cuán común es la trata, o que creció: más ayuda y mejor registro dan más registros.
trafficking-may-not-7 = «No» donde la tabla dice «no consta».
## Crossings of the border
nav-border = Frontera
border-title = Cruces de la frontera
border-what = Cruces contados por los puestos y aprobados por la sede, por día. Un cruce es un hecho: quien cruza dos veces se cuenta dos veces. Los números pequeños se retienen.
border-empty = Aún no se ha aprobado ningún día.
border-days = Días aprobados
border-post = Puesto
border-entries = Entradas
border-exits = Salidas
border-refusals = Denegaciones

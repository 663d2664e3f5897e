# Review of what was received, and what the import understood. A key stands in every language with the same variables; a test holds that.

## Submissions and what was found in them
submissions-count-more = { $count ->
    [one] Más de { $count } envío
   *[other] Más de { $count } envíos
}
submissions-none-such = Ningún envío es así.
findings-of = Hallazgos
findings-errors = Con errores
findings-any = Con algún hallazgo
findings-without = Sin hallazgos
submission-findings = { $count ->
    [one] { $count } hallazgo
   *[other] { $count } hallazgos
}
version = Versión
sent-by-at = Enviado por { $who }, { $at }
answer = Respuesta
answer-blank = sin respuesta
repeat = Repetición
answers-encrypted = Las respuestas están cifradas. Quien tiene la clave las lee con ODK Briefcase o un programa parecido.
answers-cut = { $count ->
    [one] Aquí solo se muestra el primer valor ({ $count }).
   *[other] Aquí solo se muestran los primeros { $count } valores.
}
answers-others = { $count ->
    [one] { $count } valor que añade el formulario
   *[other] { $count } valores que añade el formulario
}
severity-information = Nota
rule-type = No es de su tipo
rule-required = Falta la respuesta
rule-constraint = Incumple la regla de la pregunta
rule-choice = No está entre las opciones
rule-relevance = Respondida sin preguntarse
rule-calculate = Difiere del cálculo del formulario
rule-unknown_node = No está en el formulario
rule-version = Otra versión del formulario
rule-unchecked = No se pudo comprobar
table-of = { $what }: tabla

## Files of a submission
files = Archivos
file-size = Tamaño
file-here = Recibido
file-awaited = Aún no recibido
file-former = Recibido; lo nombra una versión anterior

## Review
review = Revisión
comment-only = Solo comentar
comment-missing = Escriba primero un comentario.
comment-done = El comentario está guardado.
review-step-approve = Aprobado
review-step-reject = Rechazado
review-step-question = Marcado con problemas
review-step-edit = Marcado como editado
review-step-reset = Devuelto a revisión
review-reset = Devolver a revisión
review-next = Siguiente por revisar
review-none-left = No queda nada por revisar.
event-received = Recibido
event-edited = Editado
event-commented = Comentario
event-refused = El mismo envío llegó con otras respuestas y se apartó
edit-changes = Lo que cambió la edición
edit-same = No cambió ninguna respuesta.
edit-untold = Los cambios no se detallan aquí; se conserva cada versión.

## Submissions that contradict each other
refused-title = Apartados
refused-intro = Un teléfono envió algo ya recibido, con otras respuestas. Ambos se guardan hasta que alguien decida.
refused-none = No hay nada apartado.
refused-count = { $count ->
    [one] { $count } apartado
   *[other] { $count } apartados
}
refused-waiting = { $count ->
    [one] { $count } envío contradice a otro y espera una decisión.
   *[other] { $count } envíos contradicen a otros y esperan una decisión.
}
refused-look = Ver ambos
refused-of-this = Este envío volvió el { $at } con otras respuestas, que esperan una decisión.
refused-state-waiting = En espera
refused-state-merged = Incorporado
refused-state-separate = Conservado aparte
refused-state-discarded = Descartado
merge-title = Dos versiones de un envío
merge-intro = Mire en qué difieren y decida. Ambas quedan en el historial elija lo que elija.
merge-encrypted = Ambas están cifradas y no pueden compararse aquí. La guardada puede conservarse; la otra queda aquí para quien tenga la clave.
merge-large = Son demasiado grandes para compararlas valor por valor; puede tomarse una entera.
merge-differing = { $count ->
    [one] { $count } respuesta difiere
   *[other] { $count } respuestas difieren
}
merge-equal = { $count ->
    [one] { $count } respuesta es igual en ambas
   *[other] { $count } respuestas son iguales en ambas
}
merge-same = Dicen lo mismo; solo difiere cómo se escribieron.
side-stored = Guardada
side-refused = Apartada
stored-open = Abrir el envío guardado
separate-open = Abrir el envío en que se convirtió
decision = Decisión
decide = Decidir
decision-missing = Elija primero una decisión.
decision-done = La decisión está guardada.
decide-keep = Conservar la guardada
decide-edit = Tomar la apartada
decide-values = Tomar los valores elegidos arriba
decide-separate = Conservar ambas
decide-means-keep = Nada cambia. La apartada queda como constancia.
decide-means-edit = Se convierte en una edición de la guardada, entera.
decide-means-values = Se convierten en una edición de la guardada; lo demás queda igual.
decide-means-separate = Tratan de cosas distintas: la apartada se convierte en un envío propio.
decided-keep = Se conservó la guardada
decided-edit = Se tomó la apartada
decided-values = Se tomaron valores elegidos
decided-separate = Se conservaron ambas
responses-more = Mostrar las últimas { $count }

## Setting up a phone
device-card = Configuración de { $name }
device-code = Código QR con los ajustes para ODK Collect
device-step-install = Instale ODK Collect en el teléfono y ábralo.
device-step-scan = Elija «Configurar con código QR» (o «Añadir proyecto» en el menú de proyectos) y apunte a este código.
device-step-forms = Los formularios llegan solos; lo rellenado se envía cuando hay red.
device-by-hand = Sin cámara: escriba esto como dirección del servidor.
device-local = Esta dirección solo llega a este ordenador. Abra el espacio de trabajo en la dirección que alcanzan los teléfonos y añada allí el teléfono.
device-once = Este código solo se muestra ahora. Permite enviar formularios: no lo entregue a nadie más.
device-card-close = Listo
trial = Probar en un teléfono
trial-close = Cerrar la prueba
trial-card = Este borrador en un teléfono
trial-step-send = Rellene el formulario y envíelo. Llega aquí abajo, aparte de los envíos reales.
trial-bearer = Quien tenga este código puede enviar pruebas hasta que se publique el borrador. Las pruebas se borran cuando el borrador se reemplaza o se publica. Las listas de entidades llegan al teléfono sin su contenido.
trial-sent = Envíos de prueba
trial-again = Actualizar
trial-none = Todavía no ha llegado ninguna prueba.
trial-received = Recibido
trial-phone = Teléfono
trial-errors = Errores hallados
trial-answers = Respuestas

## Taking a form out of use
form-state = Uso del formulario
form-open-means = Teléfonos y navegadores lo ofrecen y lo envían.
form-closing-means = Ya no se ofrece; lo empezado aún puede enviarse.
form-closed-means = Ya no se acepta nada.
form-wind-down = No ofrecer más
form-close = Cerrar
form-reopen = Reabrir
form-state-done = Se cambió el uso del formulario.
forms-not-yours = Su función no incluye el espacio de formularios. Los formularios por rellenar están en «Recoger».

## How a file was understood
understood-from = Lo que las filas no dicen
understood-what = Qué
understood-how = Tomado de
understood-sheet = { $sheet }: { $role }
understood-rows = Encabezados en la fila { $header }, datos desde la fila { $first }. Filas examinadas: { $rows }.
meaning-population-idps = personas desplazadas internas
meaning-population-returnees = retornados
meaning-population-migrants = migrantes
meaning-population-refugees = refugiados
meaning-population-host_community = comunidad de acogida
understood-heading = Encabezado
understood-meaning = Significado
understood-by = Reconocido por
understood-sums = Sumas
understood-adds = { $what }: cuadra en { $good } de { $rows } filas
sheet-role-counts = recuentos
sheet-role-estimates = estimaciones de una muestra
sheet-role-cross_check = solo comparada, no importada
sheet-role-breakdown = desglose de los recuentos
sheet-role-places = lugares
sheet-role-code_formats = longitudes de códigos P
sheet-role-sites = sitios
sheet-role-operations = operaciones
sheet-role-not_imported = no importada
found-by-hxl_tag = etiqueta HXL
found-by-header = encabezado
found-by-group = encabezado de grupo
found-by-values = valores
found-by-mapping = archivo de correspondencias
found-by-nothing = nada
meaning-place_type = tipo de lugar
meaning-site_status = abierto o cerrado
meaning-parent_code = código del área superior
meaning-admin_level = nivel administrativo
meaning-valid_from = válido desde
meaning-latitude = latitud
meaning-longitude = longitud
meaning-point = latitud y longitud
meaning-operation = operación
meaning-operation_status = estado de la operación
meaning-round = ronda
meaning-date = fecha
meaning-year = año
meaning-month = mes
meaning-assessment_type = tipo de evaluación
meaning-reason = motivo del desplazamiento
meaning-presence = si hay personas
meaning-key_informants = número de informantes clave
meaning-confidence = fiabilidad
meaning-source = fuente
meaning-enumerator = encuestador
meaning-source_id = número de fila del archivo
meaning-comment = observación
meaning-extra = guardado junto al registro
meaning-ignored = omitido
meaning-part-name = nombre
meaning-part-local_name = nombre en otra lengua
meaning-part-code = código
meaning-of-area = área
meaning-of-place = lugar
meaning-of-origin = área de origen
meaning-code-length = longitud de los códigos, admin { $level }
meaning-need = necesidad n.º { $rank }
meaning-need-problem = problema de la necesidad n.º { $rank }
meaning-block = parte de un total por { $dimension }
meaning-category = categoría: { $dimension }
meaning-people-female = mujeres y niñas
meaning-people-male = hombres y niños
meaning-people-children = niños
import-refused = { $count ->
    [one] { $count } fila se rechaza: no se puede importar nada. Corrija el archivo y pruebe otra vez.
   *[other] { $count } filas se rechazan: no se puede importar nada. Corrija el archivo y pruebe otra vez.
}
import-unusable = El archivo tiene fallos que lo detienen todo; están abajo. Corríjalo y pruebe otra vez.

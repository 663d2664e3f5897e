# La recolección en el navegador.

## Rellenar
nav-collect = Recolección
collect-title = Formularios para rellenar
collect-intro = Rellene formularios aquí, con o sin red. Lo que rellena se guarda primero en este dispositivo y se envía cuando hay conexión.
collect-none = No tiene ningún formulario para rellenar.
collect-away = No hay conexión. Estos formularios están guardados en este dispositivo y se pueden rellenar.
collect-signed-out = Su sesión ha terminado. Inicie sesión para enviar lo que espera; no se pierde nada.
collect-known-as = En este dispositivo como { $name }
fill = Rellenar
form-version = Versión { $version }
form-keep = Guardar para trabajar sin red
form-kept-at = Guardado en este dispositivo desde { $at }
form-newer = Hay una versión más reciente
form-forget = Quitar de este dispositivo
form-forgotten = Quitado de este dispositivo.
form-keep-done = { $title } ya se puede rellenar sin red.
form-keep-pages = El formulario está guardado, pero este navegador no guarda las páginas. Rellénelo con red.

fill-preview = Vista previa. Nada de lo que escriba aquí se guarda.
fill-preview-sent = El formulario está completo y se podría enviar. En la vista previa no se guarda nada.
fill-stored = { $count ->
    [one] Guardado en este dispositivo. { $count } formulario espera ser enviado.
   *[other] Guardado en este dispositivo. { $count } formularios esperan ser enviados.
}
fill-not-stored = Este dispositivo no pudo guardar el formulario. Libere espacio y envíe de nuevo; no cierre esta página.
fill-kept = No se pudo consultar al servidor: esta es la versión guardada en este dispositivo.
fill-no-network = No hay conexión y este formulario no está guardado en este dispositivo. Ábralo una vez con red.
fill-signed-out = Inicie sesión para abrir este formulario.
fill-no-form = Este formulario no existe, está cerrado o no es para usted.
fill-back = Volver a los formularios

## Lo que espera
queue = En espera de envío
queue-empty = Nada espera ser enviado
queue-count = { $count ->
    [one] { $count } en espera
   *[other] { $count } en espera
}
queue-tried = Último intento { $at }
queue-not-tried = Aún sin intentar
queue-send = Enviar ahora
queue-sending = Enviando…
queue-sent = { $count ->
    [one] Se envió { $count } formulario.
   *[other] Se enviaron { $count } formularios.
}
queue-unreachable = No se puede llegar al servidor. Se intentará de nuevo cuando vuelva la conexión.
queue-signed-out = Inicie sesión para enviar estos formularios.
queue-other = { $count ->
    [one] Otra persona rellenó { $count } formulario en este dispositivo. Se enviará cuando esa persona inicie sesión aquí.
   *[other] Otra persona rellenó { $count } formularios en este dispositivo. Se enviarán cuando esa persona inicie sesión aquí.
}
queue-made = Rellenado { $at }
queue-files = { $count ->
    [one] { $count } archivo
   *[other] { $count } archivos
}
queue-held = { $count ->
    [one] { $count } formulario le necesita
   *[other] { $count } formularios le necesitan
}
queue-held-conflict = El servidor tiene otro formulario con la misma identidad. Guarda los dos, y un gestor de datos decide.
queue-held-too_large = Un archivo es mayor de lo que el servidor acepta en una petición.
queue-held-refused = El servidor no aceptó este formulario.
queue-said = El servidor dice: { $text }
queue-again = Intentar de nuevo
queue-copy = Guardar una copia
queue-discard = Quitar
queue-discard-title = ¿Quitar este formulario del dispositivo?
queue-discard-means = Lo que se rellenó se borra de este dispositivo y no se puede recuperar. Guarde antes una copia.
queue-discarded = El formulario se quitó de este dispositivo.
sent-lately = Enviados desde este dispositivo
sent-at = Enviado { $at }

## Dentro de un formulario
runner-constraint = Esta respuesta no se admite aquí.
runner-required = Aquí hace falta una respuesta.
runner-send = Enviar
runner-cancel = Cancelar
runner-save_location = Guardar la ubicación
runner-remove = Quitar
runner-add = Añadir
runner-good_accuracy = Buena precisión
runner-poor_accuracy = Poca precisión
runner-unknown_accuracy = Precisión desconocida
runner-accuracy = Precisión
runner-latitude = Latitud
runner-longitude = Longitud
runner-finding = Buscando su ubicación
runner-no_location = No se puede leer la ubicación
runner-time_taken = Tiempo transcurrido
runner-no_background_location = La ubicación no está disponible. Actívela, permítala en el navegador y abra de nuevo el formulario.
runner-grant_location = Permita la ubicación en los ajustes del navegador y compruebe que está activada.
runner-get_location = Tomar la ubicación
runner-try_again = Intentar de nuevo
runner-take_picture = Tomar una foto
runner-choose_image = Elegir una imagen
runner-rank = Poner en orden
runner-menu = Más
runner-errors = { $count ->
    [one] { $count } pregunta necesita otra respuesta.
   *[other] { $count } preguntas necesitan otra respuesta.
}

## El espacio de los formularios
nav-forms = Formularios
forms-title = Formularios
forms-intro = Los formularios se escriben en un libro (XLSForm), se prueban en una pantalla de teléfono, se publican y se rellenan en teléfonos o en el navegador.
forms-none = Todavía no hay formularios.
form-new = Formulario nuevo
form-new-hint = Un libro (.xlsx, .xls) o un XForm (.xml). Es un borrador hasta que lo publique.
form-upload = Subir
form-state-open = Abierto
form-state-closing = Cerrándose
form-state-closed = Cerrado
form-state-draft = Borrador
project = Proyecto
submissions = Envíos
submission-last = Último recibido
draft = Borrador
draft-waits = Un borrador espera ser publicado. Rellénelo antes en la vista previa.
draft-new = Versión nueva de este formulario
draft-hint = Sustituye al borrador. Lo publicado queda como está.
draft-stored = El borrador está guardado.
preview = Vista previa
preview-close = Cerrar la vista previa
preview-of = Vista previa de { $title } en un teléfono
publish = Publicar
publish-title = ¿Publicar { $title }?
publish-means = Los teléfonos y navegadores reciben esta versión en su próxima conexión. Las versiones ya publicadas quedan y sus envíos se siguen aceptando.
publish-version = Versión
form-published = El formulario está publicado.
versions = Versiones
version-unnamed = Sin nombre
published-at = publicada el { $at }
version-newer = Más reciente
version-older = Comparada con
changes = Cambios entre dos versiones
changes-break = Los cambios en rojo rompen columnas: las respuestas a las dos versiones no se pueden contar juntas sin más.
version-change = Cambio
question = Pregunta
change-detail = Qué es distinto
change-kind-removed = Pregunta quitada
change-kind-type = Otro tipo
change-kind-choice-removed = Opción quitada
change-kind-moved = Pregunta movida
change-kind-added = Pregunta nueva
change-kind-choice-added = Opción nueva
change-kind-required = Ahora obligatoria
change-kind-optional = Ya no es obligatoria
change-kind-rule = Otra regla
change-kind-label = Otras palabras
translations = Traducciones
texts = Textos
texts-there = Traducidos
texts-missing = Faltan
language-only = Un solo idioma
submissions-none = No se ha recibido nada.
submission-of = Envío del { $at }
received = Recibido
sender = Enviado por
identity = Identidad
answers = Respuestas
comment-optional = Comentario (opcional)
review-received = Por revisar
review-edited = Modificado
review-has_issues = Con problemas
review-approved = Aprobado
review-rejected = Rechazado
review-approve = Aprobar
review-issues = Tiene problemas
review-reject = Rechazar
review-done = La revisión está guardada.
downloads = Descargas
download-split = Opciones múltiples en una columna cada una
download-csv = Tablas en CSV (zip)
devices = Teléfonos
devices-intro = Cada teléfono o encuestador recibe su propia dirección. Permite ver los formularios y enviarlos, nada más, y se puede revocar.
devices-none = Todavía no hay teléfonos.
device-since = Desde { $at }
device-name = Nombre del teléfono o la persona
device-make = Añadir un teléfono
device-made = El teléfono ya puede conectarse.
device-revoke = Revocar
device-revoke-title = ¿Revocar { $name }?
device-revoke-means = El teléfono ya no puede ver ni enviar formularios. Lo que no ha enviado queda en él.
device-revoked = El teléfono fue revocado.
paper = Versión en papel
paper-none = El formulario no pregunta nada.
paper-if = Solo si: { $rule }
paper-repeat = Repita en más hojas cuantas veces haga falta.
paper-file = Se toma con el teléfono.
print = Imprimir
submissions-count = { $count ->
    [one] { $count } envío
   *[other] { $count } envíos
}
changes-count = { $count ->
    [one] { $count } cambio
   *[other] { $count } cambios
}
responses = Respuestas recibidas
responses-latest = { $count ->
    [one] El último envío
   *[other] Los últimos { $count } envíos
}
responses-map = { $count ->
    [one] { $count } lugar
   *[other] { $count } lugares
}
filled-in = Cómo se rellenó
filled-time = { $time } ante las preguntas
filled-between = de { $from } a { $to }
filled-seconds = Tiempo
filled-visits = Veces mostrada
filled-changed = Respuestas cambiadas al rellenar: { $count }
filled-reason = Motivo de un cambio
filled-trail = Lugares del teléfono: { $count }
filled-trail-withheld = El registro contiene lugares del teléfono ({ $count }) que su rol no ve.
filled-unread = Líneas ilegibles: { $count }
log-awaited = El registro de relleno aún no ha llegado.
log-unreadable = El archivo del registro no es un registro.
log-odd-clock_back = El reloj del teléfono se atrasó mientras se rellenaba.
log-odd-several_people = Lo rellenó más de una persona.
log-odd-no_location = La ubicación del teléfono estaba apagada o sin permiso.
log-odd-changed_afterwards = Se cambió después de terminado.
log-odd-unread = Algunas líneas del registro son ilegibles.
timing = Ritmo de trabajo
timing-show = Leer los registros
timing-of = { $logs } de { $count } envíos tienen registro.
timing-of-newest = { $logs } de los { $count } envíos más recientes tienen registro.
timing-who = Enviado por
timing-logs = Registros
timing-without = Sin registro
timing-median = Tiempo habitual
timing-fast = Demasiado rápidos
timing-changed = Respuestas cambiadas
timing-odd = Por revisar
timing-rule = Estos se rellenaron al menos el doble de rápido que lo habitual para las mismas preguntas (índice de velocidad relativa, Leiner 2019; desde diez registros).
timing-questions = Tiempo habitual por pregunta
file-picture = Imagen { $name }
feeds = Registro que alimenta
feeds-means = Un envío cambia la ficha del registro que nombra. Las preguntas rellenan campos por su nombre o, si no, por su significado HXL.
feeds-register = Registro
feeds-none = Ninguno
feeds-filled = Qué rellena qué
feeds-field = Campo del registro
feeds-missing = Campos obligatorios sin valor:
feeds-unused = Preguntas sin campo: { $count }
feeds-begin = Alimentar este registro
feeds-end = Dejar de alimentar
feeds-done = El formulario alimenta el registro
feeds-ended = El formulario no alimenta ningún registro

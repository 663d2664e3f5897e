mod answers;
mod dates;
mod functions;
mod oracle;
mod paths;
mod reading;

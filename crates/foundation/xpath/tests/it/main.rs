mod answers;
mod dates;
mod functions;
mod paths;
mod reading;

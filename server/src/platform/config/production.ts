// Imported before anything else: React chooses its build while it is loaded, and its development build is several times slower.
process.env['NODE_ENV'] ??= 'production'

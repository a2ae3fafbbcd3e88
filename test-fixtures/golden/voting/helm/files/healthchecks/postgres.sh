#!/bin/sh
# Healthy when the server takes connections.
exec pg_isready -U "${POSTGRES_USER:-postgres}"

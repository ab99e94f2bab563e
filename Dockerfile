# syntax=docker/dockerfile:1
# One image for every process:
#   node dist/graphql/server.js      the API and the pages (the default command)
#   node dist/workers/main.js        the worker
#   node dist/registries/server.js   the state's side, simulated
#   node dist/embedded/keys.js DIR   makes the keys of an installation, once
#   node dist/seeds/index.js         fills the simulated registries

FROM node:24-slim AS sources
WORKDIR /app
ENV CI=true
COPY package.json package-lock.json .npmrc ./

FROM sources AS build
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . .
RUN node --import tsx embedded/build.ts

FROM sources AS libraries
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev && npm cache clean --force

FROM node:24-slim
LABEL org.opencontainers.image.title="cong-dan-so" org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 KEYS_DIR=/keys WEB_DIR=/app/dist/web NODE_OPTIONS=--enable-source-maps
WORKDIR /app
# The volume of the keys takes its owner from here; nothing else is writable for the process.
RUN install --directory --owner=node --group=node --mode=0700 /keys
COPY --from=libraries /app/node_modules ./node_modules
COPY package.json ./
COPY --from=build /app/dist ./dist
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "dist/embedded/health-check.js"]
# Node as the first process gets SIGTERM itself and stops in order; no npm and no shell stand between.
CMD ["node", "dist/graphql/server.js"]

"""The phones' and the wall's door: tornado alone, one shared state, no Jupyter, no statistics.

app: the process · state: the workshop being led, its board, who listens · inbox: what phones send
becomes entries · public: what everybody may see · participants: who is who · events: server-sent
events · guard, limits: locks and rates · writing: one writer · handlers, pages,
openapi: the routes.
"""

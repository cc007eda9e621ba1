# Café ☕ 日本語 😀
FROM alpine:3.20
LABEL description="naïve 😀 test" ключ=значение
RUN echo "日本語" && echo 😀 \
    # комментарий
    && true
